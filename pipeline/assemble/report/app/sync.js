// A served page saves each correction at once, and takes in those of others.

/** @typedef {import("./log.js").LogLine} SyncLine */
/** @typedef {"saved" | "saving" | "away" | "refused" | "closed"} SyncState */

const POLL_EVERY = 2000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const MOST_AT_ONCE = 200;

/** Sends what a log has pending and asks for what others wrote; while the server is away edits stay in the log. */
export class ServerSync {
  /**
   * @param {{log: import("./log.js").CorrectionLog, token: string, changed?: () => void, fetcher?: typeof fetch, later?: (call: () => void, ms: number) => unknown}} given
   */
  constructor({ log, token, changed = () => {}, fetcher = (...given) => fetch(...given), later = (call, ms) => setTimeout(call, ms) }) {
    this.log = log;
    this.token = token;
    this.changed = changed;
    this.fetcher = fetcher;
    this.later = later;
    /** @type {SyncState} */
    this.state = "saved";
    this.after = 0;
    this.wait = FIRST_WAIT;
    this.busy = false;
    /** @type {Map<string, string>} lines that the server does not take, with its reason */
    this.refused = new Map();
  }

  /** Begin to send and to ask. */
  start() {
    void this.round();
  }

  /** Send now what an act made; while the server is away the next round does it. */
  async send() {
    if (this.state === "away" || this.state === "closed") return;
    await this.attempt(() => this.flush());
  }

  /** Send all that is waiting, once at a time. */
  async flush() {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let lines = this.waiting(); lines.length && this.state !== "closed"; lines = this.waiting()) {
        if (this.state !== "away") this.tell("saving");
        await this.post(lines.slice(0, MOST_AT_ONCE));
      }
    } finally {
      this.busy = false;
    }
  }

  /** Do something with the server and tell how it stands. @param {() => Promise<void>} what */
  async attempt(what) {
    try {
      await what();
      this.wait = FIRST_WAIT;
      if (!this.busy) this.tell(this.refused.size ? "refused" : "saved");
    } catch {
      this.wait = Math.min(LONGEST_WAIT, this.wait * 2);
      this.tell("away");
    }
  }

  /** The lines that still have to be sent. @returns {SyncLine[]} */
  waiting() {
    return this.log.pending().filter((line) => !this.refused.has(line.id));
  }

  /** @param {SyncLine[]} lines */
  async post(lines) {
    const body = lines.map((line) => JSON.stringify(line)).join("\n");
    const answer = await this.fetcher("corrections", {
      method: "POST", body, headers: { "Content-Type": "application/jsonl", "X-CJM-Token": this.token },
    });
    if (answer.ok) this.log.confirm(lines);
    else if (answer.status === 403) this.tell("closed");
    else if (answer.status >= 500 || answer.status === 429) throw new Error("the server is not ready");
    else if (lines.length > 1) for (const line of lines) await this.post([line]);
    else this.refused.set(lines[0].id, await reasonOf(answer));
  }

  /** Ask for the lines of others. */
  async poll() {
    const answer = await this.fetcher(`corrections?after=${this.after}`, { headers: { "X-CJM-Token": this.token } });
    if (answer.status === 403) {
      this.tell("closed");
      return;
    }
    if (!answer.ok) throw new Error("the server is not ready");
    const { lines, n } = await answer.json();
    this.after = n;
    this.log.confirm(lines);
  }

  /** One round: send, ask, and again later; longer while the server is away. */
  async round() {
    await this.attempt(async () => {
      await this.flush();
      await this.poll();
    });
    if (this.state !== "closed") this.later(() => void this.round(), this.state === "away" ? this.wait : POLL_EVERY);
  }

  /** @param {SyncState} state */
  tell(state) {
    if (this.state === "closed" || this.state === state) return;
    this.state = state;
    this.changed();
  }
}

/** What the server says against a line. @param {Response} answer @returns {Promise<string>} */
async function reasonOf(answer) {
  try {
    const told = await answer.json();
    return String(told.error ?? told.message ?? told.detail ?? answer.status);
  } catch {
    return String(answer.status);
  }
}
