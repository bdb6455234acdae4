#!/usr/bin/env python3
"""The results of one run as JSON on standard output, from three files: setting and versions (key, tab, value) and
measurements (one a line, KEY=VALUE with tabs between). Every measurement is kept as it was taken."""
import json
import sys


def pairs(path):
    with open(path, encoding="utf-8") as file:
        return dict(line.rstrip("\n").split("\t", 1) for line in file)


def value(text):
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


def measurement(line):
    return {key: value(text) for key, _, text in (field.partition("=") for field in line.rstrip("\n").split("\t"))}


def main(setting, versions, measurements):
    result = dict(pairs(setting), versions=pairs(versions))
    with open(measurements, encoding="utf-8") as file:
        result["measurements"] = [measurement(line) for line in file]
    json.dump(result, sys.stdout, indent=1)
    print()


main(*sys.argv[1:])
