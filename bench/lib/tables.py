"""The tables that bench/throughput prints. bench/README.md says what each column means."""
from results import FLOOR, NSD, OURS

RCODES = ("noerror", "formerr", "servfail", "nxdomain", "notimp", "refused")


def print_aligned(lines, indent="  "):
    """The first column to the left, the others to the right."""
    widths = [max(len(line[i]) for line in lines if i < len(line)) for i in range(max(map(len, lines)))]
    for line in lines:
        cells = [line[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(line[1:], widths[1:])]
        print((indent + "  ".join(cells)).rstrip())


def shown(spread, form="{:.1f}", scale=1.0):
    if not spread:
        return "-"
    return f"{form.format(spread.middle / scale)} [{form.format(spread.low / scale)}-{form.format(spread.high / scale)}]"


def middle(spread, form="{:.2f}"):
    return form.format(spread.middle) if spread else "-"


def ratio(results, figure, server, base, **where):
    if base is None:
        return "-"
    found = results.ratio(figure, server, base, **where)
    return found.text() if found else "-"


def answered(results, **where):
    answers = results.total("answers", **where) or 1
    shares = [f"{name} {100 * results.total(name, **where) / answers:.1f}%" for name in RCODES if results.total(name, **where)]
    if results.total("referrals", **where):
        shares.append(f"(referrals {100 * results.total('referrals', **where) / answers:.1f}%)")
    shares += [f"{label} {results.total(key, **where)}"
               for key, label in (("truncated", "TC"), ("late", "late"), ("wrong", "WRONG")) if results.total(key, **where)]
    return "  ".join(shares)


def throughput(results, workload):
    where = {"kind": "throughput", "workload": workload}
    best = results.best_peer("efficiency", **where)
    how = "TCP, 100 connections with 10 queries in flight on each" if workload == "tcp" else "UDP"
    print(f"\n{workload}: {how}, 1 worker, at full load")
    lines = [["", "answers/s, thousands", "per CPU-second, thousands", "us CPU", "busy %", "of the floor",
              "of the best peer", "lost %", "octets", "answers"]]
    held_back = []
    for server in results.names("server", **where):
        one = dict(where, server=server)
        busy = results.spread("busy", **one)
        if busy and busy.low < 95:
            held_back.append(server)
        lines.append([server, shown(results.spread("rate", **one), scale=1e3),
                      shown(results.spread("efficiency", **one), scale=1e3), middle(results.spread("us_cpu", **one)),
                      middle(busy, "{:.0f}"), ratio(results, "efficiency", server, FLOOR, **where),
                      "best" if server == best else ratio(results, "efficiency", server, best, **where),
                      middle(results.spread("lost", **one), "{:.3f}"), middle(results.spread("octets", **one), "{:.0f}"),
                      answered(results, **one)])
    print_aligned(lines)
    if held_back:
        print("  Not at full load in every round (something else ran, or the generator fell behind):", *held_back)


def start(results, workload):
    where = {"kind": "throughput", "workload": workload}
    print(f"\n{workload}: start to the first right answer, and memory")
    lines = [["", "start s", "of nsd's", "CPU s", "PSS MB", "of nsd's", "peak MB, loading"]]
    for server in results.names("server", **where):
        one = dict(where, server=server)
        if server == FLOOR:
            continue
        lines.append([server, shown(results.spread("start", **one), "{:.3f}"),
                      ratio(results, "start", server, NSD, **where), middle(results.spread("start_cpu", **one)),
                      middle(results.spread("pss", **one), "{:.1f}"), ratio(results, "pss", server, NSD, **where),
                      middle(results.spread("peak", **one), "{:.1f}")])
    print_aligned(lines)


def reload(results):
    servers = results.names("server", kind="reload")
    if not servers:
        return
    print("\nreload of the delegations (SIGHUP) at a third of full speed")
    lines = [["", "questions/s", "reload s", "lost", "wrong", "99.9 % us", "without reload", "ratio", "peak MB"]]
    for server in servers:
        one = {"kind": "reload", "server": server}
        lines.append([server, str(results.chosen(**one)[0]["rate"]), shown(results.spread("took", **one), "{:.3f}"),
                      str(results.total("lost", **one)), str(results.total("wrong", **one)),
                      shown(results.spread("latency", **one), "{:.0f}"),
                      shown(results.spread("latency_without", **one), "{:.0f}"),
                      shown(results.spread("latency_ratio", **one), "{:.2f}"),
                      middle(results.spread("peak", **one), "{:.1f}")])
    print_aligned(lines)
    late = [s for s in servers if any(m.get("behind_us", 0) > 1000 for m in results.chosen(kind="reload", server=s))]
    if late:
        print("  The generator itself was more than 1 ms late at times, with sockets free: its latencies are too long there:", *late)


def scaling(results):
    workloads = results.names("workload", kind="scaling")
    if not workloads:
        return
    print(f"\nscaling of {OURS} at full load, UDP but for tcp")
    lines = [["", "workers", "answers/s, thousands", "per CPU-second, thousands"]]
    for workload in workloads:
        for workers in sorted(results.names("workers", kind="scaling")):
            one = {"kind": "scaling", "workload": workload, "workers": workers}
            lines.append([workload, str(workers), shown(results.spread("rate", **one), scale=1e3),
                          shown(results.spread("efficiency", **one), scale=1e3)])
    print_aligned(lines)
    if any(not m["own_cores"] for m in results.chosen(kind="scaling")):
        print("  With 2 workers the generator had to share a core: only the figure per CPU-second can be compared.")


def summary(rows):
    print("\nsummary")
    print_aligned_left([["row", "target", "ours", "best peer", ""]] +
                       [[row.what, row.target, row.ours, row.peer, row.verdict] for row in rows])


def print_aligned_left(lines):
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    for line in lines:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())


def head(results):
    run = results.json
    print(f"{run['date']}, {run['processor']}, {run['kernel']}; cores: {run['cores']}")
    print(f"{run['rounds']} rounds of {run['seconds']} s, EDNS {run['edns']}, {run['delegations']} delegations, "
          f"{run['zones']} zones, revision {run['revision']}")
    print("; ".join(f"{server} {version}" for server, version in run["versions"].items()))
