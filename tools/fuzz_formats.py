"""Fuzz every transcript format: whatever the bytes, a file is read or refused, within a gigabyte.

    python tools/fuzz_formats.py [--seconds 300] [--keep FOLDER] [--only FILE]

Needs Linux and `pip install 'interview-cjm[fuzz]'` (atheris, coverage-guided).  The samples of
data/examples/formats are the seeds.  The first byte of an input says what the rest is: a file as it lies in
the study, or the part with the words of a .docx, .odt or .xlsx, which is then packed as the program would.
An exception that is no SourceError, a turn without words, a time that runs backwards, a score outside 0..1,
more than ten seconds or than a gigabyte is a finding: its input is left in the folder of ``--keep`` as
crash-…, timeout-… or oom-…, and ``--only`` runs it again.
"""

from __future__ import annotations

import argparse
import io
import resource
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
SAMPLES = ROOT / "data" / "examples" / "formats"
GIGABYTE = 2**30
LONGEST = 50_000  # bytes of an input: what breaks a parser is short
SLOWEST = 10  # seconds
PLAIN = (
    "txt",
    "md",
    "vtt",
    "srt",
    "json",
    "jsonl",
    "csv",
    "tsv",
    "eaf",
    "html",
    "rtf",
    "pdf",
    "qdpx",
    "docx",
    "",
)
PACKED = (  # the sample that lends the other parts, and the part that is fuzzed
    ("labelled_docx.docx", "word/document.xml"),
    ("labelled_docx_table.docx", "word/document.xml"),
    ("odt.odt", "content.xml"),
    ("xlsx.xlsx", "xl/worksheets/sheet1.xml"),
    ("xlsx.xlsx", "xl/sharedStrings.xml"),
    ("qdpx.qdpx", "project.qde"),
)


def write_seeds(folder: Path) -> None:
    """Write every sample as an input, and the parts of the packed ones."""
    for path in sorted(SAMPLES.iterdir()):
        suffix = path.suffix[1:]
        if not path.name.endswith(".expected.json"):
            (folder / path.name).write_bytes(
                bytes([PLAIN.index(suffix) if suffix in PLAIN else 0]) + path.read_bytes()
            )
    for number, (sample, part) in enumerate(PACKED, start=len(PLAIN)):
        with zipfile.ZipFile(SAMPLES / sample) as package:
            if part in package.namelist():
                (folder / f"{number}.part").write_bytes(bytes([number]) + package.read(part))


def to_file(data: bytes) -> tuple[str, bytes]:
    """Return the name and the bytes of the file that an input stands for."""
    kind = (data[0] if data else 0) % (len(PLAIN) + len(PACKED))
    if kind < len(PLAIN):
        return f"a.{PLAIN[kind]}".rstrip("."), data[1:]
    sample, part = PACKED[kind - len(PLAIN)]
    made = io.BytesIO()
    with zipfile.ZipFile(SAMPLES / sample) as lent, zipfile.ZipFile(made, "w") as package:
        for name in {*lent.namelist(), part}:
            package.writestr(name, data[1:] if name == part else lent.read(name))
    return f"a.{sample.rsplit('.', 1)[1]}", made.getvalue()


def read(name: str, data: bytes, root: Path) -> None:
    """Read a file with every format that claims it; raise AssertionError for what must not be."""
    from pipeline.errors import SourceError  # noqa: PLC0415 (watched from the first import on)
    from pipeline.ingest.detect import detect  # noqa: PLC0415 (the same)
    from pipeline.ingest.reading import read_source  # noqa: PLC0415 (the same)
    from pipeline.registry import FORMATS  # noqa: PLC0415 (the same)

    path = root / name
    path.write_bytes(data)
    try:
        source = read_source(root, path)
        detect(source)
    except SourceError:
        return
    for known in FORMATS.values():
        score = known.sniff(source)
        if not 0 <= score <= 1:
            raise AssertionError(f"{known.name} is {score} sure")
        if score:
            try:
                check(known.name, known.parse(source))
            except SourceError:
                continue


def check(name: str, parsed: object) -> None:
    """Raise AssertionError for a transcript that no interview can have."""
    if parsed.unparsed < 0:
        raise AssertionError(f"{name}: {parsed.unparsed} characters are not understood")
    for turn in parsed.turns:
        if not turn.text.strip():
            raise AssertionError(f"{name}: a turn without words at line {turn.line}")
        for cue in turn.cues:
            if cue.start is not None and cue.end is not None and not 0 <= cue.start <= cue.end:
                raise AssertionError(f"{name}: a cue from {cue.start} to {cue.end} at line {turn.line}")


def main() -> None:
    """Fuzz for a while, or run one input."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--keep", type=Path, default=Path("fuzz"), help="inputs that found something new")
    parser.add_argument("--only", type=Path, help="run this one input and nothing else")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        if arguments.only:
            read(*to_file(arguments.only.read_bytes()), root)
            return
        import atheris  # noqa: PLC0415 (an input can be run again without it)

        with atheris.instrument_imports(include=["pipeline.ingest"]):
            from pipeline.ingest import detect  # noqa: F401, PLC0415 (what is imported here is watched)
            from pipeline.registry import FORMATS  # noqa: PLC0415 (the same)

            formats = [*FORMATS.values()]
        print(f"{len(formats)} formats")
        resource.setrlimit(resource.RLIMIT_AS, (GIGABYTE, GIGABYTE))
        arguments.keep.mkdir(parents=True, exist_ok=True)
        write_seeds(arguments.keep)
        limits = [
            f"-max_len={LONGEST}",
            f"-timeout={SLOWEST}",
            f"-max_total_time={arguments.seconds}",
            "-seed=1",
        ]
        limits += [f"-artifact_prefix={arguments.keep}/", str(arguments.keep)]
        atheris.Setup([sys.argv[0], *limits], lambda data: read(*to_file(data), root))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
