// Reads {boards: [{study, logs: [jsonl text]}], doubtful: [line text]} from a file; prints what the page makes of it.
import { readFileSync } from "node:fs";
import { boardOf, fold } from "../../../pipeline/assemble/report/app/board.js";
import { dumpJsonl, parseJsonl } from "../../../pipeline/assemble/report/app/lines.js";

const { boards, doubtful } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const taken = (text) => {
  try {
    return parseJsonl(text).length;
  } catch (error) {
    return error.message;
  }
};
process.stdout.write(JSON.stringify({
  boards: boards.map(({ study, logs }) => {
    const base = boardOf(study);
    return {
      base,
      logs: logs.map((text) => {
        const lines = parseJsonl(text);
        return { board: fold(base, lines), text: dumpJsonl(lines) };
      }),
    };
  }),
  doubtful: doubtful.map(taken),
}));
