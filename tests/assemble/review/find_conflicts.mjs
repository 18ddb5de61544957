// Reads [jsonl text, …] from a file; prints the conflicts that the page finds in each.
import { readFileSync } from "node:fs";
import { findConflicts } from "../../../pipeline/assemble/report/app/conflicts.js";
import { parseJsonl } from "../../../pipeline/assemble/report/app/lines.js";

const logs = JSON.parse(readFileSync(process.argv[2], "utf8"));
process.stdout.write(JSON.stringify(logs.map((text) => findConflicts(parseJsonl(text)))));
