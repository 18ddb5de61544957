// Corrections outlive reloads, crashes, full storages and absent servers, and tabs never overwrite each other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CorrectionLog, stepsOf } from "../../pipeline/assemble/report/app/log.js";
import { ServerSync } from "../../pipeline/assemble/report/app/sync.js";

class FakeStorage {
  constructor(room = Infinity) {
    this.held = new Map();
    this.room = room;
  }
  get length() { return this.held.size; }
  key(at) { return [...this.held.keys()][at] ?? null; }
  getItem(key) { return this.held.get(key) ?? null; }
  setItem(key, value) {
    if (this.held.size >= this.room && !this.held.has(key)) throw new Error("QuotaExceededError");
    this.held.set(key, value);
  }
}

const said = (id, more = {}) => ({ v: 1, id, op: "rename", study: "s-1", author: "А", time: "", ...more });
const undone = (id, line, more = {}) => said(id, { op: "retract", line, ...more });
const open = (storage, stored = []) => new CorrectionLog({ study: "s-1", stored, storage });
const ids = (lines) => lines.map((line) => line.id);

test("what was done is there after a reload, in order", () => {
  const storage = new FakeStorage();
  const log = open(storage);
  log.add([said("c-z")], { own: true });
  log.add([said("c-a"), said("c-m")], { own: true });
  assert.deepEqual(ids(open(storage).lines()), ["c-z", "c-a", "c-m"]);
  assert.equal(log.kept(), "browser");
});

test("another study's lines are not taken", () => {
  const storage = new FakeStorage();
  open(storage).add([said("c-1")], { own: true });
  const other = new CorrectionLog({ study: "s-2", storage });
  assert.deepEqual(other.lines(), []);
});

test("a study that got a new name keeps what was corrected under its old one", () => {
  const storage = new FakeStorage();
  open(storage).add([said("c-1"), said("c-2")], { own: true });
  const log = new CorrectionLog({ study: "s-2", stored: [said("c-1")], storage });
  assert.deepEqual(ids(log.lines()), ["c-1", "c-2"]);
});

test("two tabs write at once and both keep both", () => {
  const storage = new FakeStorage();
  const [one, two] = [open(storage), open(storage)];
  one.add([said("c-1")], { own: true });
  two.add([said("c-2")], { own: true });
  for (const [key, newValue] of storage.held) for (const tab of [one, two]) tab.heard({ key, newValue });
  assert.deepEqual(ids(one.lines()), ["c-1", "c-2"]);
  assert.deepEqual(ids(two.lines()), ["c-1", "c-2"]);
  assert.deepEqual(ids(open(storage).lines()), ["c-1", "c-2"]);
});

test("a refused storage keeps lines in memory and says so", () => {
  const log = open(null);
  log.add([said("c-1")], { own: true });
  assert.deepEqual(ids(log.lines()), ["c-1"]);
  assert.equal(log.kept(), "memory");
});

test("a full storage loses nothing, and writes again once there is room", () => {
  const storage = new FakeStorage(1);
  const log = open(storage);
  log.add([said("c-1")], { own: true });
  log.add([said("c-2")], { own: true });
  assert.deepEqual(ids(log.lines()), ["c-1", "c-2"]);
  assert.equal(log.kept(), "memory");
  storage.room = 9;
  log.add([said("c-3")], { own: true });
  assert.equal(log.kept(), "browser");
  assert.deepEqual(ids(open(storage).lines()), ["c-1", "c-2", "c-3"]);
});

test("a damaged entry does not hide the others", () => {
  const storage = new FakeStorage();
  open(storage).add([said("c-1")], { own: true });
  storage.setItem("cjm:s-1:00000000:bad", "{");
  assert.deepEqual(ids(open(storage).lines()), ["c-1"]);
});

test("stored lines stand first and are not pending", () => {
  const storage = new FakeStorage();
  open(storage).add([said("c-1"), said("c-2")], { own: true });
  const log = open(storage, [said("c-0"), said("c-2")]);
  assert.deepEqual(ids(log.lines()), ["c-0", "c-2", "c-1"]);
  assert.deepEqual(ids(log.pending()), ["c-1"]);
});

test("a line that is known by its id is taken once", () => {
  const log = open(new FakeStorage(), [said("c-0")]);
  assert.deepEqual(ids(log.add([said("c-0"), said("c-1"), said("c-1")], { own: false })), ["c-1"]);
});

test("a downloaded file leaves nothing unsent, also after a reload", () => {
  const storage = new FakeStorage();
  const log = open(storage);
  log.add([said("c-1")], { own: true });
  assert.deepEqual(ids(log.unsent()), ["c-1"]);
  log.markSent();
  log.add([said("c-2")], { own: true });
  assert.deepEqual(ids(open(storage).unsent()), ["c-2"]);
});

test("undo and redo are read from the lines", () => {
  const lines = [said("c-1"), said("c-2", { group: "g" }), said("c-3", { group: "g" })];
  assert.deepEqual(stepsOf(lines).undo.map((step) => step.ids), [["c-1"], ["c-2", "c-3"]]);
  lines.push(undone("c-4", "c-2", { group: "h" }), undone("c-5", "c-3", { group: "h" }));
  assert.deepEqual(stepsOf(lines), { undo: [{ ids: ["c-1"], by: [] }], redo: [{ ids: ["c-2", "c-3"], by: ["c-4", "c-5"] }] });
  lines.push(undone("c-6", "c-4", { group: "i" }), undone("c-7", "c-5", { group: "i" }));
  assert.deepEqual(stepsOf(lines), { undo: [{ ids: ["c-1"], by: [] }, { ids: ["c-2", "c-3"], by: [] }], redo: [] });
});

test("a new act ends what could be done again", () => {
  assert.deepEqual(stepsOf([said("c-1"), undone("c-2", "c-1"), said("c-3")]).redo, []);
});

test("taking back somebody else's line is a step of its own", () => {
  assert.deepEqual(stepsOf([said("c-1"), undone("c-2", "c-9")]).undo.map((step) => step.ids), [["c-1"], ["c-2"]]);
});

// ---------------------------------------------------------------- a server

class FakeServer {
  constructor() {
    this.lines = [];
    this.away = false;
    this.refuses = new Set();
    this.posts = 0;
  }
  fetcher = async (address, given = {}) => {
    if (this.away) throw new TypeError("Failed to fetch");
    assert.equal(given.headers["X-CJM-Token"], "token");
    if (given.method !== "POST") {
      const after = Number(address.split("=")[1]);
      return answer(200, { lines: this.lines.slice(after), n: this.lines.length });
    }
    this.posts += 1;
    const lines = given.body.split("\n").map((row) => JSON.parse(row));
    if (lines.some((line) => this.refuses.has(line.id))) return answer(400, { error: "unknown op" });
    for (const line of lines) if (!this.lines.some((known) => known.id === line.id)) this.lines.push(line);
    return answer(200, { n: this.lines.length });
  };
}
const answer = (status, body) => ({ ok: status < 300, status, json: async () => body });

function served() {
  const server = new FakeServer();
  const log = open(new FakeStorage());
  const waits = [];
  const sync = new ServerSync({ log, token: "token", fetcher: server.fetcher, later: (call, ms) => waits.push(ms) });
  return { server, log, sync, waits };
}

test("each line is sent and is pending no more", async () => {
  const { server, log, sync } = served();
  log.add([said("c-1")], { own: true });
  await sync.send();
  assert.deepEqual(ids(server.lines), ["c-1"]);
  assert.deepEqual(log.pending(), []);
  assert.equal(sync.state, "saved");
});

test("other people's lines come in, in the server's order", async () => {
  const { server, log, sync } = served();
  server.lines.push(said("c-x"), said("c-y"));
  log.add([said("c-1")], { own: true });
  await sync.round();
  assert.deepEqual(ids(log.lines()).sort(), ["c-1", "c-x", "c-y"]);
  assert.deepEqual(ids(log.own()), ["c-1"]);
});

test("while the server is away edits wait, longer each time, and are sent when it is back", async () => {
  const { server, log, sync, waits } = served();
  server.away = true;
  log.add([said("c-1")], { own: true });
  await sync.round();
  await sync.round();
  assert.equal(sync.state, "away");
  assert.ok(waits[1] > waits[0]);
  log.add([said("c-2")], { own: true });
  server.away = false;
  await sync.round();
  assert.deepEqual(ids(server.lines), ["c-1", "c-2"]);
  assert.equal(sync.state, "saved");
});

test("a line that the server does not take stops no other and is named", async () => {
  const { server, log, sync } = served();
  server.refuses.add("c-2");
  log.add([said("c-1"), said("c-2"), said("c-3")], { own: true });
  await sync.send();
  assert.deepEqual(ids(server.lines), ["c-1", "c-3"]);
  assert.deepEqual([...sync.refused], [["c-2", "unknown op"]]);
  assert.equal(sync.state, "refused");
  assert.deepEqual(ids(log.pending()), ["c-2"]);
});

test("a page of an earlier start of the server keeps its lines and asks no more", async () => {
  const { log, sync, waits } = served();
  sync.fetcher = async () => answer(403, {});
  log.add([said("c-1")], { own: true });
  await sync.round();
  assert.equal(sync.state, "closed");
  assert.deepEqual(ids(log.pending()), ["c-1"]);
  assert.deepEqual(waits, []);
});

test("two sends at once post a line once", async () => {
  const { server, log, sync } = served();
  log.add([said("c-1")], { own: true });
  await Promise.all([sync.send(), sync.send()]);
  assert.equal(server.posts, 1);
});
