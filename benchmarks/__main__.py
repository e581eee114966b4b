"""Parses the command line of the benchmarks and prints what they measured."""

import argparse
import compileall
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import careerpdf
from benchmarks.report import Row, table


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one benchmark; the exit code is 0 even if a target is missed: a busy machine is not a fault."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Time and memory of careerpdf.")
    parser.add_argument("--json", action="store_true", help="print the measurements for scripts")
    benchmarks = parser.add_subparsers(dest="benchmark", required=True, metavar="BENCHMARK")
    handout = benchmarks.add_parser("handout", help="one handout, and --help, each a process of its own")
    handout.add_argument("--runs", type=_positive, default=10, metavar="N", help="how often (default 10)")
    layout = benchmarks.add_parser("layout", help="a thousand different roles in one process")
    layout.add_argument("--roles", type=_positive, default=1000, metavar="N", help="how many (default 1000)")
    tags = benchmarks.add_parser("tags", help="what tags add to time and size")
    tags.add_argument("--roles", type=_positive, default=200, metavar="N", help="how many (default 200)")
    booklet = benchmarks.add_parser("booklet", help="a booklet of a thousand roles, as a process of its own")
    booklet.add_argument("--roles", type=_positive, default=1000, metavar="N", help="how many (default 1000)")
    booklet.add_argument("--runs", type=_positive, default=3, metavar="N", help="how often (default 3)")
    watch = benchmarks.add_parser("watch", help="from a save to the new PDF, while `careerpdf watch` runs")
    watch.add_argument("--runs", type=_positive, default=10, metavar="N", help="how often (default 10)")
    onet = benchmarks.add_parser(
        "onet", help="import all occupations of an O*NET release, and print them as one booklet"
    )
    onet.add_argument("folder", type=Path, metavar="DIR", help="the unpacked release")
    onet.add_argument("--oews", type=Path, metavar="FILE", help="BLS's wages")
    onet.add_argument("--projections", type=Path, metavar="FILE", help="BLS's projections")
    onet.add_argument("--keep", type=Path, metavar="DIR", help="leave the profiles and the booklet there")
    profile = benchmarks.add_parser("profile", help="where the time of a handout and of a booklet goes")
    profile.add_argument("--roles", type=_positive, default=1000, metavar="N", help="of the booklet (default 1000)")
    compare = benchmarks.add_parser("compare", help="careerpdf beside Typst, WeasyPrint, fpdf2, ReportLab, RenderCV")
    compare.add_argument("--sizes", type=_positive, nargs="+", metavar="N", help="roles (default 1 20 100 1000)")
    compare.add_argument("--runs", type=_positive, default=5, metavar="N", help="how often (default 5)")
    compare.add_argument("--profiles", type=Path, metavar="DIR", help="take the roles of this folder: all, or --sizes")
    compare.add_argument("--peers", nargs="+", default=[], metavar="NAME", help="compare with these only")
    benchmarks.add_parser("peers", help="install what `compare` compares with")
    scaling = benchmarks.add_parser("scaling", help="many handouts: in several processes, and when little has changed")
    scaling.add_argument("--roles", type=_positive, default=200, metavar="N", help="how many (default 200)")
    scaling.add_argument("--runs", type=_positive, default=3, metavar="N", help="how often (default 3)")
    svg = benchmarks.add_parser("svg", help="the SVG files of a folder, beside what resvg makes of them")
    svg.add_argument("folder", type=Path, metavar="DIR", help="where they are, at any depth")
    svg.add_argument("--worst", type=_positive, default=20, metavar="N", help="how many to name (default 20)")
    svg.add_argument("--pictures", type=Path, metavar="DIR", help="leave pictures of the worst there, ours on the left")
    check = benchmarks.add_parser(
        "check", help="how true `careerpdf check` is, by a folder of PDFs such as veraPDF's corpus"
    )
    check.add_argument("folder", type=Path, metavar="DIR", help="PDFs with -pass- or -fail- in their names, or others")
    for benchmark in (handout, layout, tags, booklet, watch, onet, profile, compare, scaling, check):
        # So that it may stand after the benchmark's name as well.
        hidden = argparse.SUPPRESS
        benchmark.add_argument("--json", action="store_true", default=hidden, help=hidden)
    options = parser.parse_args(arguments)

    # pip leaves every package compiled, and Python careerpdf's own sources, unless the environment says otherwise
    # (PYTHONDONTWRITEBYTECODE): then each start would compile all of it.
    compileall.compile_dir(Path(careerpdf.__file__).parent, quiet=2)

    # Imported here: the layout benchmark's memory is that of this process, so it holds no more than it needs.
    rows: Sequence[Row]
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    if options.benchmark == "peers":
        from benchmarks.peers import install

        return install()
    if options.benchmark == "svg":
        from benchmarks.svg import compare_svg

        print(compare_svg(options.folder, options.worst, options.pictures))
        return 0
    if options.benchmark == "check":
        from benchmarks import check as checking

        tallies, seconds = checking.measure_check(options.folder)
        if options.json:
            print(json.dumps({"seconds": seconds, "folders": {name: vars(t) for name, t in tallies.items()}}, indent=2))
        else:
            print(checking.report(tallies, seconds))
        return 0
    if options.benchmark == "compare":
        from benchmarks import compare as comparing

        found = len(list(options.profiles.glob("*.yaml"))) if options.profiles else 0
        if options.profiles and not found:
            raise SystemExit(
                f"{options.profiles} has no profiles; give the folder that holds the YAML files themselves"
            )
        sizes = options.sizes or ([found] if options.profiles else comparing.SIZES)
        compared = comparing.compare(sizes, options.runs, options.profiles, options.peers)
        if options.json:
            print(comparing.as_json(compared, machine))
        else:
            rows = comparing.targets(compared)
            print("\n\n".join([comparing.report(compared), *([table(rows)] if rows else []), machine]))
        return 0
    if options.benchmark == "handout":
        from benchmarks.handout import measure_handout

        rows = measure_handout(options.runs)
    elif options.benchmark == "booklet":
        from benchmarks.booklet import measure_booklet

        rows = measure_booklet(options.roles, options.runs)
    elif options.benchmark == "scaling":
        from benchmarks.scaling import measure_scaling

        rows = measure_scaling(options.roles, options.runs)
    elif options.benchmark == "watch":
        from benchmarks.watch import measure_watch

        rows = measure_watch(options.runs)
    elif options.benchmark == "onet":
        from benchmarks.onet import measure_onet

        rows = measure_onet(options.folder, options.oews, options.projections, options.keep)
    elif options.benchmark == "profile":
        from benchmarks.stages import measure_stages

        rows = measure_stages(options.roles)
    elif options.benchmark == "tags":
        from benchmarks.layout import measure_tags

        rows = measure_tags(options.roles)
    else:
        from benchmarks.layout import measure_layout

        rows = measure_layout(options.roles)
    if options.json:
        print(json.dumps({"machine": machine, "rows": [row.as_json() for row in rows]}, indent=2))
    else:
        print(f"{table(rows)}\n\n{machine}")
    return 0


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(f"nothing measured: {error}")
