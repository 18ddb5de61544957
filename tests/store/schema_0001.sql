-- A project as revision 0001 made it, with a row in every table. Never edit it: new schemas start from here.
BEGIN;
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY ("key")
);
CREATE TABLE files (
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    message TEXT NOT NULL,
    interview TEXT,
    CONSTRAINT pk_files PRIMARY KEY (path)
);
CREATE TABLE pseudonyms (
    type TEXT NOT NULL,
    normal TEXT NOT NULL,
    pseudonym TEXT NOT NULL,
    CONSTRAINT pk_pseudonyms PRIMARY KEY (type, normal)
);
CREATE TABLE interviews (
    id TEXT NOT NULL,
    digest TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    format TEXT NOT NULL,
    encoding TEXT NOT NULL,
    language TEXT NOT NULL,
    role TEXT NOT NULL,
    segment TEXT,
    speakers TEXT NOT NULL,
    dropped TEXT NOT NULL,
    warnings TEXT NOT NULL,
    CONSTRAINT pk_interviews PRIMARY KEY (id)
);
CREATE TABLE turns (
    interview TEXT NOT NULL,
    number INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    text TEXT NOT NULL,
    spans TEXT NOT NULL,
    CONSTRAINT pk_turns PRIMARY KEY (interview, number),
    CONSTRAINT fk_turns_interview FOREIGN KEY(interview) REFERENCES interviews (id) ON DELETE CASCADE
);
CREATE TABLE utterances (
    interview TEXT NOT NULL,
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    turn INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    speaker_role TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    time_from FLOAT,
    time_to FLOAT,
    CONSTRAINT pk_utterances PRIMARY KEY (interview, number),
    CONSTRAINT fk_utterances_interview FOREIGN KEY(interview) REFERENCES interviews (id) ON DELETE CASCADE
);
CREATE TABLE vectors (
    model_sha TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    vector BLOB NOT NULL,
    CONSTRAINT pk_vectors PRIMARY KEY (model_sha, text_hash)
) WITHOUT ROWID;
CREATE TABLE artifacts (
    step TEXT NOT NULL,
    "key" TEXT NOT NULL,
    digest TEXT NOT NULL,
    payload BLOB NOT NULL,
    CONSTRAINT pk_artifacts PRIMARY KEY (step, "key")
);
CREATE TABLE runs (
    number INTEGER NOT NULL,
    started TEXT NOT NULL,
    finished TEXT,
    status TEXT NOT NULL,
    settings TEXT NOT NULL,
    counts TEXT NOT NULL,
    version TEXT NOT NULL,
    CONSTRAINT pk_runs PRIMARY KEY (number),
    CONSTRAINT ck_runs_status CHECK (status IN ('running', 'done', 'interrupted', 'failed'))
);
CREATE TABLE drafts (
    number INTEGER NOT NULL,
    run INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    made_at TEXT NOT NULL,
    data BLOB NOT NULL,
    CONSTRAINT pk_drafts PRIMARY KEY (number),
    CONSTRAINT fk_drafts_run FOREIGN KEY(run) REFERENCES runs (number)
);
CREATE TABLE corrections (
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    line TEXT NOT NULL,
    author TEXT NOT NULL,
    time TEXT NOT NULL,
    retracted BOOLEAN NOT NULL,
    CONSTRAINT pk_corrections PRIMARY KEY (number),
    CONSTRAINT uq_corrections_id UNIQUE (id)
);
CREATE TRIGGER drafts_never_change BEFORE UPDATE ON drafts
    BEGIN SELECT RAISE(ABORT, 'a draft never changes'); END;
CREATE TRIGGER drafts_stay BEFORE DELETE ON drafts
    BEGIN SELECT RAISE(ABORT, 'a draft stays'); END;
CREATE TRIGGER corrections_never_change
    BEFORE UPDATE OF number, id, line, author, time ON corrections
    BEGIN SELECT RAISE(ABORT, 'a correction never changes, it is retracted'); END;
CREATE TRIGGER corrections_stay BEFORE DELETE ON corrections
    BEGIN SELECT RAISE(ABORT, 'a correction stays, it is retracted'); END;

INSERT INTO alembic_version VALUES ('0001');
INSERT INTO meta VALUES ('study_id', '0b5a4f0e-1f63-4df3-9f0c-5f5d0a8c7e11');
INSERT INTO files VALUES ('clients/01.txt', 'f1', 120, 1700000000000000000, 'ok', '', 'i1');
INSERT INTO pseudonyms VALUES ('name', 'анна', '[ИМЯ 1]');
INSERT INTO interviews VALUES (
    'i1', 'd1', 'clients/01.txt', 'f1', 'plain', 'utf-8', 'ru', 'client', NULL,
    '[["s1","[ИМЯ 1]","respondent",1.0,""],["s2","Интервьюер","interviewer",0.9,""]]', '[[0,"backchannel"]]', '[]'
);
INSERT INTO turns VALUES ('i1', 0, 's2', 'Как вы выбирали?', '[[0,16,0.0,1.5]]');
INSERT INTO turns VALUES ('i1', 1, 's1', 'Спросил у соседа 🙂', '[]');
INSERT INTO utterances VALUES ('i1', 0, 'u1', 1, 's1', 'respondent', 17, 35, 1.5, 3.25);
INSERT INTO vectors VALUES ('m', 't', X'0000803F000000C0');
INSERT INTO artifacts VALUES ('kinds', 'i1', 'd1', X'789C8B8E0500011500B9');
INSERT INTO runs VALUES (
    1, '2025-03-01T10:00:00.000+00:00', '2025-03-01T10:02:00.000+00:00', 'done', '{}', '{"interviews":1}', '0.1.0'
);
INSERT INTO drafts VALUES (
    1, 1, 'ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356',
    '2025-03-01T10:02:00.000+00:00', X'789CABAEE5020002780103'
);
INSERT INTO corrections VALUES (1, 'c1', '{"op":"rename"}', 'Ольга', '2025-03-02T09:00:00+03:00', 0);
COMMIT;
