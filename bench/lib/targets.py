"""The targets of Bailiwick's performance and how a run stands to each: the rows of the summary table. What a run did
not measure is said to be so, never left out."""
from dataclasses import dataclass

from results import FLOOR, NSD, OURS, spread


@dataclass
class Row:
    what: str
    target: str
    ours: str = "not measured in this run"
    peer: str = "-"
    verdict: str = "-"


def verdict(holds):
    return "holds" if holds else "FALLS SHORT"


def of_the_floor(results, what, workload, least, above_peers=False):
    row = Row(what, f"at least {least} of the floor" + (" and above every peer" if above_peers else ""))
    where = {"kind": "throughput", "workload": workload}
    ratio = results.ratio("efficiency", OURS, FLOOR, **where)
    best = results.best_peer("efficiency", **where)
    peer = best and results.ratio("efficiency", best, FLOOR, **where)
    if peer:
        row.peer = f"{best} {peer.text()}"
    if ratio:
        row.ours = ratio.text()
        over = results.ratio("efficiency", OURS, best, **where) if best else None
        row.verdict = verdict(ratio.middle >= least and not (above_peers and over and over.middle <= 1))
    return row


def above_peers(results, what, workload):
    row = Row(what, "above every peer")
    where = {"kind": "throughput", "workload": workload}
    best = results.best_peer("efficiency", **where)
    ours = results.spread("efficiency", server=OURS, **where)
    if best:
        row.peer = f"{best} {results.spread('efficiency', server=best, **where).middle / 1e3:.1f} k"
    if ours:
        row.ours = f"{ours.middle / 1e3:.1f} k answers per CPU-second"
        ratio = results.ratio("efficiency", OURS, best, **where) if best else None
        if ratio:
            row.ours += f", {ratio.text()} of {best}"
            row.verdict = verdict(ratio.middle > 1)
    return row


def of_a_server(results, what, figure, most, server, where, base_figure=None):
    """A figure of which less is better, against the same one (or another) of a given server."""
    name = server or "the best peer"
    row = Row(what, f"at most {most} of {name}'s" + (f" {base_figure.upper()}" if base_figure else ""))
    best = results.best_peer(figure, min, **where)
    server = server or best
    unit = {"start": "s", "pss": "MB", "peak": "MB"}[figure]
    if best:
        row.peer = f"{best} {results.spread(figure, server=best, **where).middle:.2f} {unit}"
    ours = results.spread(figure, server=OURS, **where)
    if ours:
        row.ours = f"{ours.middle:.2f} {unit}"
        ratio = results.ratio(figure, OURS, server, base_figure, **where)
        if ratio:
            row.ours += f", {ratio.text()} of {server}"
            row.verdict = verdict(ratio.middle <= most)
    return row


def reload_peak(results, most):
    """Both measured in the same run, the peak in the row of the reload, nsd's memory in that of the throughput."""
    row = Row("peak while reloading it", f"at most {most} of nsd's PSS")
    ours = results.spread("peak", kind="reload", server=OURS)
    base = results.spread("pss", kind="throughput", workload="delegations", server=NSD)
    best = results.best_peer("peak", min, kind="reload")
    if best:
        row.peer = f"{best} {results.spread('peak', kind='reload', server=best).middle:.2f} MB"
    if ours:
        row.ours = f"{ours.middle:.2f} MB"
        if base and base.middle:
            row.ours += f", {ours.middle / base.middle:.2f} of nsd"
            row.verdict = verdict(ours.middle / base.middle <= most)
    return row


def in_process(results, what, workload, most):
    row = Row(what, f"under {most} ns")
    ours = results.spread("ns", kind="micro", workload=workload)
    if ours:
        row.ours = f"{ours.text('{:.0f}')} ns"
        row.verdict = verdict(ours.middle < most)
    return row


def reload(results):
    lost = Row("reload of the delegations under load: queries lost", "none")
    tail = Row("the same: 99.9th percentile of latency", "under twice that without the reload")
    ratio = results.spread("latency_ratio", kind="reload", server=OURS)
    best = results.best_peer("latency_ratio", min, kind="reload")
    if best:
        tail.peer = f"{best} {results.spread('latency_ratio', kind='reload', server=best).text()}"
        least = min(results.peers(kind="reload"), key=lambda s: results.total("lost", kind="reload", server=s))
        lost.peer = f"{least} {results.total('lost', kind='reload', server=least)}"
    if ratio:
        missed, wrong = (results.total(key, kind="reload", server=OURS) for key in ("lost", "wrong"))
        lost.ours = f"{missed} of {results.total('sent', kind='reload', server=OURS)}" + (f", {wrong} wrong" if wrong else "")
        lost.verdict = verdict(missed == 0 and wrong == 0)
        with_it, without = (results.spread(f, kind="reload", server=OURS) for f in ("latency", "latency_without"))
        tail.ours = f"{ratio.text()} ({with_it.middle:.0f} us, {without.middle:.0f} us without)"
        tail.verdict = verdict(ratio.middle < 2)
    return [lost, tail]


def soak(results):
    row = Row("soak: reloads, dropped connections, malformed packets", "memory flat, nothing wrong, nothing lost")
    for m in results.chosen(kind="soak"):
        row.target += f" ({m['minutes']:g} min)"
        row.ours = f"{m['sent']} asked, {m['reloads']} reloads, {m['wrong']} wrong, {m['unexplained']} lost"
        row.ours += ", memory " + ("flat" if m["flat"] else f"grew {m['growth_kb'] / 1024:.1f} MB")
        row.verdict = verdict(m["holds"])
    return row


def scaling(results, what, workload, least=None):
    row = Row(f"2 workers, {what}: answers per CPU-second, of those with 1", f"at least {least}" if least else "(no target)")
    one, two = ({m["round"]: m["answers"] / m["cpu_us"] for m in results.chosen(kind="scaling", workload=workload, workers=n)
                 if m["cpu_us"]} for n in (1, 2))
    ratios = spread([two[r] / one[r] for r in one if r in two and one[r]])
    if ratios:
        row.ours = ratios.text()
        row.verdict = verdict(ratios.middle >= least) if least else "-"
    return row


def limit(results):
    row = Row("rate limiting on: answers per CPU-second, of those without", "at least 0.98")
    off, on = ({(m["workload"], m["round"]): m["answers"] / m["cpu_us"]
                for m in results.chosen(kind="limit", limited=n) if m["cpu_us"]} for n in (0, 1))
    ratios = spread([on[key] / off[key] for key in off if key in on and off[key]])
    if ratios:
        row.ours = ratios.text()
        row.verdict = verdict(ratios.middle >= 0.98)
    return row


def summary(results):
    loaded = {"kind": "throughput", "workload": "delegations"}
    return [
        of_the_floor(results, "small zone, UDP", "small", 0.95, above_peers=True),
        of_the_floor(results, "delegations, UDP", "delegations", 0.85),
        of_the_floor(results, "the same signed (NSEC3 opt-out, DO=1)", "signed", 0.7),
        of_the_floor(results, "many zones of 10 records, UDP", "zones", 0.85),
        above_peers(results, "TCP, 100 connections, 10 queries in flight on each", "tcp"),
        of_a_server(results, "start with the delegations, to the first right answer", "start", 0.25, NSD, loaded),
        of_a_server(results, "memory (PSS) with them loaded", "pss", 0.4, NSD, loaded),
        of_a_server(results, "peak while loading them", "peak", 0.8, NSD, loaded, "pss"),
        reload_peak(results, 0.8),
        of_a_server(results, "start with the many zones", "start", 0.5, None, dict(loaded, workload="zones")),
        in_process(results, "the answer path in-process, small zone", "small", 150),
        in_process(results, "the same on the delegations, in batches", "delegations", 300),
        *reload(results),
        soak(results),
        scaling(results, "UDP", "small"),
        scaling(results, "TCP", "tcp", 0.95),
        limit(results),
    ]
