"""Processes that share the work on a booklet's parts."""

import json
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import Self

from careerpdf.products.cache import PartCache, unpack
from careerpdf.products.part_renderer import PartRenderer
from careerpdf.products.parts import BookFacts, BookSetting, Chapter, DrawnPart, Part, ReadRole
from careerpdf.project.project import Project
from careerpdf.system.jobs import end_workers, open_workers, processors

_WORTH_SHARING = 40  # roles; for fewer, starting processes takes longer than it saves
_BATCH = 4  # chapters that go to a process, and come back, at once


class PartWorkers:
    """One renderer, or one for each of `jobs` processes (None: as many as pay).

    Results come in the order of the book, whoever is done first.
    """

    def __init__(self, project: Project, setting: BookSetting, roles: int, jobs: int | None = None) -> None:
        self.own = PartRenderer(project, setting)
        self._pools: list[Executor] = []
        self._owner: dict[str, int] = {}
        self._fingerprints: dict[str, str] = {}  # of each role that was read
        self._context_digest = ""
        self._before: dict[str, str] = {}  # what is known of parts (see `PartCache.known`), from the last time,
        self._known: dict[str, str] = {}  # and for the next one
        jobs = min(jobs, roles) if jobs else processors() if roles >= _WORTH_SHARING else 1
        if jobs > 1:
            self._pools = open_workers(jobs, _open_renderer, project, setting)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        end_workers(self._pools, at_once=kind is not None)  # stopped, or failed: nobody waits for what is being drawn
        self._pools.clear()
        if self.own.cache:
            self.own.cache.close()

    def read(self, roles: Sequence[str], known: Collection[str]) -> Iterator[ReadRole]:
        """Read profiles, in the order of `roles`; `known` are all that there are, in their order."""
        for one in self._read(roles, dict.fromkeys(known)):  # each link is looked up
            self._fingerprints[one.role] = one.fingerprint
            yield one

    def _read(self, roles: Sequence[str], known: Collection[str]) -> Iterator[ReadRole]:
        if not self._pools:
            for role in roles:
                yield self.own.read(role, known)
            return
        batches = [roles[k : k + 8 * _BATCH] for k in range(0, len(roles), 8 * _BATCH)]
        futures: list[Future[list[ReadRole]]] = []
        for number, batch in enumerate(batches):
            at = number % len(self._pools)
            self._owner |= dict.fromkeys(batch, at)
            futures.append(self._pools[at].submit(_read_all, batch, known))
        for future in futures:
            yield from future.result()

    def begin(self, book: BookFacts) -> None:
        """Tell every renderer of the book."""
        self.own.begin(book)
        if self.own.cache:
            self._context_digest, self._before = self.own.context_digest(), self.own.cache.known()
        for pool in self._pools:
            pool.submit(_begin, book)

    def chapters(self, chapters: Sequence[Chapter]) -> Iterator[DrawnPart | None]:
        """Draw chapters, in their order; other processes begin at once, and not when the first one is asked for.

        None stands for one that was kept and cannot be used: it has to be drawn here.
        """
        cache = self.own.cache
        if not cache:
            return self._drawn(chapters)
        names = []
        for chapter in chapters:
            inputs = [self._fingerprints[role] for role in chapter.roles]
            names.append(
                cache.template_fingerprint(self._context_digest, repr(chapter), *inputs) if all(inputs) else ""
            )
        drawn = self._drawn([one for name, one in zip(names, chapters, strict=True) if name not in self._before])
        return self._kept_or(cache, names, drawn)

    def _kept_or(
        self, cache: PartCache, names: Sequence[str], drawn: Iterator[DrawnPart | None]
    ) -> Iterator[DrawnPart | None]:
        """The parts with these names, those that were known before as they were kept, the others as they are drawn."""
        for name in names:
            known = self._before.get(name)
            part = cache.find(known, DrawnPart) if known else next(drawn)
            if part and name and not part.pictures:
                self._known[name] = part.fingerprint
            yield part

    def _drawn(self, chapters: Sequence[Chapter]) -> Iterator[DrawnPart | None]:
        if not self._pools:
            return map(self.own.chapter, chapters)
        batches: dict[int, list[Chapter]] = {}
        futures: dict[tuple[int, int], Future[list[bytes]]] = {}
        counts: dict[int, int] = {}
        order: list[tuple[int, int, int]] = []  # renderer, batch, place in the batch
        for chapter in chapters:
            at = self._owner.get(chapter.roles[0], 0)
            batch = batches.setdefault(at, [])
            number = counts.setdefault(at, 0)
            order.append((at, number, len(batch)))
            batch.append(chapter)
            if len(batch) == _BATCH:
                futures[at, number] = self._pools[at].submit(_draw_all, batches.pop(at))
                counts[at] += 1
        for at, batch in batches.items():
            futures[at, counts[at]] = self._pools[at].submit(_draw_all, batch)
        return _in_order(order, futures)

    def parts(self, parts: Sequence[Part]) -> list[DrawnPart | None]:
        """Draw parts after the last chapter: the longest in this process, which has nothing else to do now, the others
        in all other processes but one, so that all have about as much to do. None as from `chapters`.

        All other processes end now, or with their parts: what they keep is not needed any more.
        """
        cache = self.own.cache
        if not cache:
            return self._drawn_parts(parts)
        given = ((part.template, json.dumps(part.context)) for part in parts)
        names = [cache.template_fingerprint(self._context_digest, *one) for one in given]
        new = [part for name, part in zip(names, parts, strict=True) if name not in self._before]
        return list(self._kept_or(cache, names, iter(self._drawn_parts(new))))

    def _drawn_parts(self, parts: Sequence[Part]) -> list[DrawnPart | None]:
        self._close(keep=max(min(len(parts), len(self._pools)) - 1, 0))
        entries = [0] * (1 + len(self._pools))  # that each process has to draw; this one comes first
        elsewhere: dict[int, Future[bytes]] = {}
        for number in sorted(range(len(parts)), key=lambda number: -parts[number].entries):
            at = entries.index(min(entries))
            entries[at] += parts[number].entries
            if at:
                elsewhere[number] = self._pools[at - 1].submit(_draw_part, parts[number])
        here = {number: self.own.part(part) for number, part in enumerate(parts) if number not in elsewhere}
        there = {number: unpack(future.result(), DrawnPart) for number, future in elsewhere.items()}
        self._close()
        return [here[number] if number in here else there[number] for number in range(len(parts))]

    def keep_only(self, used: Collection[str]) -> None:
        """Of what is kept for the next time, keep only what this book uses; all processes are done by now."""
        if self.own.cache:
            self.own.cache.keep_known(self._known)
            self.own.write()
            self.own.cache.tidy(used)

    def _close(self, *, keep: int = 0) -> None:
        """End other processes, and free what they hold."""
        end_workers(self._pools[keep:])
        del self._pools[keep:]


def _in_order(
    order: Sequence[tuple[int, int, int]], futures: dict[tuple[int, int], Future[list[bytes]]]
) -> Iterator[DrawnPart | None]:
    """Yield the parts of all batches in the order of (renderer, batch, place in it), each kept until then only."""
    done: dict[tuple[int, int], list[bytes | None]] = {}
    for at, number, place in order:
        key = (at, number)
        if key not in done:
            done[key] = list(futures.pop(key).result())
        part = done[key][place]
        assert part is not None  # noqa: S101 (each place is asked for once)
        done[key][place] = None
        if not any(done[key]):
            del done[key]
        yield unpack(part, DrawnPart)


_renderer: PartRenderer


def _open_renderer(project: Project, setting: BookSetting) -> None:
    global _renderer
    _renderer = PartRenderer(project, setting)


def _begin(book: BookFacts) -> None:
    _renderer.begin(book)


def _read_all(roles: Sequence[str], known: Collection[str]) -> list[ReadRole]:
    read = [_renderer.read(role, known) for role in roles]
    _renderer.write()
    return read


def _draw_part(part: Part) -> bytes:
    drawn = _renderer.pack_part(part)
    _renderer.write()
    return drawn


def _draw_all(chapters: Sequence[Chapter]) -> list[bytes]:
    drawn = []
    for chapter in chapters:
        drawn.append(_renderer.pack_chapter(chapter))
        _renderer.release(chapter.roles)
    _renderer.write()
    return drawn
