"""The results of one run of bench/throughput, read from its JSON, and the figures formed from them: medians over the
rounds with least and greatest, and ratios, each formed inside its round."""
import json
from dataclasses import dataclass
from statistics import median

OURS, FLOOR, NSD = "bailiwick", "floor", "nsd"


@dataclass
class Spread:
    """Over the rounds of a run."""

    low: float
    middle: float
    high: float

    def text(self, form="{:.2f}"):
        return f"{form.format(self.middle)} [{form.format(self.low)}-{form.format(self.high)}]"


def spread(values):
    values = [value for value in values if value is not None]
    return Spread(min(values), median(values), max(values)) if values else None


def quotient(a, b):
    return a / b if b else None


FIGURES = {
    "rate": lambda m: quotient(m["answers"], m["seconds"]),
    "efficiency": lambda m: quotient(m["answers"] * 1e6, m["cpu_us"]),
    "us_cpu": lambda m: quotient(m["cpu_us"], m["answers"]),
    "busy": lambda m: quotient(m["cpu_us"] / 1e4, m["seconds"]),
    "lost": lambda m: quotient(100 * m["lost"], m["sent"]),
    "octets": lambda m: m["reply_octets"],
    "start": lambda m: m["start_us"] / 1e6,
    "start_cpu": lambda m: m["start_cpu_us"] / 1e6,
    "pss": lambda m: m["pss_kb"] / 1024,
    "peak": lambda m: m["peak_kb"] / 1024,
    "latency": lambda m: m["latency_99_9_us"],
    "latency_without": lambda m: m["without_99_9_us"],
    "latency_ratio": lambda m: quotient(m["latency_99_9_us"], m["without_99_9_us"]),
    "took": lambda m: m["took_us"] / 1e6,
    "ns": lambda m: m["ns"],
}


class Results:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.json = json.load(file)
        self.measurements = self.json["measurements"]

    def chosen(self, **wanted):
        return [m for m in self.measurements if all(m.get(key) == value for key, value in wanted.items())]

    def names(self, key, **wanted):
        """The values that a key has in the measurements, in their order."""
        return list(dict.fromkeys(m[key] for m in self.chosen(**wanted)))

    def by_round(self, figure, **wanted):
        """A measurement that failed may lack what the figure needs; it is left out."""
        found = {}
        for m in self.chosen(**wanted):
            try:
                found[m["round"]] = FIGURES[figure](m)
            except KeyError:
                pass
        return found

    def spread(self, figure, **wanted):
        return spread(self.by_round(figure, **wanted).values())

    def total(self, key, **wanted):
        return sum(m.get(key, 0) for m in self.chosen(**wanted))

    def ratio(self, figure, server, base, base_figure=None, **wanted):
        """Of one server's figure to another's (or to another figure of that); None where either was not measured."""
        ours = self.by_round(figure, server=server, **wanted)
        theirs = self.by_round(base_figure or figure, server=base, **wanted)
        return spread(quotient(ours[r], theirs[r]) for r in ours if ours[r] is not None and theirs.get(r))

    def peers(self, **wanted):
        return [s for s in self.names("server", **wanted) if s not in (OURS, FLOOR)]

    def best_peer(self, figure, better=max, **wanted):
        """The peer whose median is best, or None without peers."""
        found = {s: self.spread(figure, server=s, **wanted) for s in self.peers(**wanted)}
        found = {s: f.middle for s, f in found.items() if f}
        return better(found, key=found.get) if found else None
