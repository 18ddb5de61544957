// What each op does to a board: one function an op, which tells whether any of the line applied.

/** @typedef {import("./types.js").Line} Line */
/** @typedef {import("./working.js").WorkingBoard} WorkingBoard */
/** @template {string} O @typedef {Extract<Line, {op: O}>} LineOf */

/** @type {{[O in Exclude<Line["op"], "retract">]: (board: WorkingBoard, line: LineOf<O>) => boolean}} */
export const EDITS_OF = {
  rename(board, line) {
    const theme = board.theme(line.theme);
    if (theme) board.change(theme, { label: line.label, origin: "person" });
    return Boolean(theme);
  },

  merge(board, line) {
    const into = board.theme(line.into);
    if (!into) return false;
    const others = line.themes.filter((id) => id !== line.into);
    if (!others.length) board.miss("own-merge", line.into);
    const found = board.living(others);
    for (const other of found) {
      for (const unit of [...other.units]) {
        if (other.now.kind !== into.now.kind) {
          board.give(unit, into.now.kind);
          board.take(unit, other.now.kind);
        }
        board.leave(unit, other);
        board.enter(unit, into);
      }
      for (const unit of other.against) into.against.add(unit);
      other.against.clear();
      board.change(other, { dead: "merged" });
    }
    for (const unit of into.units) into.against.delete(unit);
    if (found.length) board.change(into, typeof line.label === "string" ? { label: line.label, origin: "person" } : {});
    return found.length > 0;
  },

  split(board, line) {
    const theme = board.theme(line.theme);
    if (!theme || board.taken(line.as)) return false;
    const made = board.found(line.as, theme.now.kind, theme.now.stage, line.label);
    for (const unit of board.known(line.units)) {
      if (theme.units.has(unit)) {
        board.leave(unit, theme);
        board.enter(unit, made);
      } else board.miss("nothing-left", unit);
    }
    return true;
  },

  move(board, line) {
    const to = line.to === null ? undefined : board.theme(line.to);
    const source = line.from === null ? undefined : board.theme(line.from, line.to !== null);
    if (board.missed.length) return false;
    const units = board.known(line.units);
    if (!to) {
      let any = false;
      for (const unit of units) {
        if (source?.units.has(unit)) {
          board.leave(unit, source);
          any = true;
        } else board.miss("nothing-left", unit);
      }
      return any;
    }
    for (const unit of units) {
      if (source) board.leave(unit, source);
      board.give(unit, to.now.kind);
      if (source && source.now.kind !== to.now.kind) board.take(unit, source.now.kind);
      board.enter(unit, to);
    }
    return units.length > 0;
  },

  create(board, line) {
    if (board.taken(line.as) || !board.standsAt(line.stage)) return false;
    const made = board.found(line.as, line.kind, line.stage, line.label);
    for (const unit of board.known(line.units)) {
      board.give(unit, line.kind);
      board.enter(unit, made);
    }
    return true;
  },

  code(board, line) {
    const units = board.known(line.units);
    for (const unit of units) {
      for (const kind of line.remove) board.take(unit, kind);
      for (const kind of line.add) board.give(unit, kind);
      board.set(unit, {}, "kinds");
      if (!Object.keys(board.unit(unit).kinds).length) board.leaveAll(unit);
    }
    return units.length > 0;
  },

  stage(board, line) {
    if (!board.standsAt(line.stage)) return false;
    const units = board.known(line.units);
    for (const unit of units) board.place(unit, line.stage);
    return units.length > 0;
  },

  valence(board, line) {
    const units = board.known(line.units);
    const valence = line.valence + 0; // no negative zero
    for (const unit of units) board.set(unit, { valence, irrelevant: board.unit(unit).irrelevant && !valence }, "valence");
    return units.length > 0;
  },

  irrelevant(board, line) {
    const units = board.known(line.units);
    for (const unit of units) {
      const now = board.unit(unit);
      if (line.on) {
        board.set(unit, { kinds: {}, stage: null, valence: 0, irrelevant: true }, "kinds", "stage", "valence");
        board.leaveAll(unit);
      } else if (now.irrelevant) {
        const was = board.base.units[unit];
        let stage = was.stage;
        while (stage !== null && board.merged.has(stage)) stage = board.merged.get(stage) ?? null;
        board.units.set(unit, { ...was, stage, pinned: now.pinned });
      }
    }
    return units.length > 0;
  },

  pin(board, line) {
    const themes = board.living(line.themes ?? []);
    const units = board.known(line.units ?? []);
    for (const theme of themes) board.change(theme, { pinned: line.on });
    for (const unit of units) board.set(unit, { pinned: line.on });
    return themes.length + units.length > 0;
  },

  judge(board, line) {
    const themes = board.living(line.themes);
    for (const theme of themes) board.change(theme, { verdict: line.verdict });
    return themes.length > 0;
  },

  retheme(board, line) {
    const theme = board.theme(line.theme);
    if (!theme || !board.standsAt(line.stage)) return false;
    const old = theme.now;
    if (line.kind && line.kind !== old.kind) {
      board.change(theme, { kind: line.kind });
      for (const unit of [...theme.units]) {
        board.give(unit, line.kind);
        board.take(unit, old.kind);
        board.enter(unit, theme);
      }
    }
    if (line.stage !== undefined && line.stage !== old.stage) {
      board.change(theme, { stage: line.stage });
      for (const unit of theme.units) if (board.unit(unit).stage === old.stage) board.place(unit, line.stage);
    }
    return true;
  },

  stage_rename(board, line) {
    const at = board.stage(line.stage);
    if (at >= 0) board.stages[at] = { ...board.stages[at], name: line.name };
    return at >= 0;
  },

  stage_order(board, line) {
    const named = [...new Set(line.order)].map((id) => board.stage(id)).filter((at) => at >= 0).map((at) => board.stages[at]);
    board.stages = [...named, ...board.stages.filter((stage) => !named.includes(stage))];
    return named.length > 0;
  },

  stage_merge(board, line) {
    const at = board.stage(line.stage);
    const into = board.stage(line.into);
    if (at < 0 || into < 0) return false;
    if (at === into) {
      board.miss("own-merge", line.into);
      return false;
    }
    board.stages.splice(at, 1);
    board.merged.set(line.stage, line.into);
    for (const [id, unit] of board.units) if (unit.stage === line.stage) board.set(id, { stage: line.into });
    for (const theme of board.themes.values()) if (theme.now.stage === line.stage) board.change(theme, { stage: line.into });
    return true;
  },

  stage_add(board, line) {
    if (board.merged.has(line.as) || board.stages.some((stage) => stage.id === line.as)) {
      board.miss("taken", line.as);
      return false;
    }
    const after = line.after === null ? -1 : board.stage(line.after);
    const at = line.after !== null && after < 0 ? board.stages.length : after + 1;
    board.stages.splice(at, 0, { id: line.as, name: line.name, source: "given" });
    return true;
  },

  comment(board, line) {
    const { type, id } = line.on;
    const there = type === "theme" ? Boolean(board.theme(id, true))
      : type === "unit" ? board.known([id]).length > 0
        : type === "stage" ? board.stage(id) >= 0
          : true;
    if (there) board.comments.push({ id: line.id, on: { type, id }, text: line.text, author: line.author, time: line.time });
    return there;
  },
};
