"""Weighted groups: section "Weighted groups"."""

import functools

from . import papers, people, quota


def fault(rules):
    groups = rules["groups"]
    if groups is None:
        return None
    names = [share["group"] for share in groups["shares"]]
    if not 2 <= len(names) <= 10 or len(set(names)) != len(names) or "" in names:
        return "number or names of the groups"
    if any(not 1 <= share["weight"] <= 1000 for share in groups["shares"]):
        return "the weight of a group"
    if not quota.ranks_by_score(rules["outcome"]):
        return "groups without a score"
    if rules["casting"] != "tablet" or rules["fallback"]:
        return "groups in a box, or of raised hands"
    if rules["growing"]:
        return "groups of an electorate that grows"
    if groups["in_secret"] != (rules["secrecy"] == "secret"):
        return "groups of a secret ballot that its rules do not name"
    return None


def opening_fault(groups, electorate, group_of):
    """Why a ballot with these groups cannot be opened, or None."""
    if groups is None:
        return None
    sizes = {share["group"]: 0 for share in groups["shares"]}
    for id in electorate:
        if group_of(id) not in sizes:
            return "somebody of the electorate is in no group"
        sizes[group_of(id)] += 1
    if groups["empty"] == "refuse" and 0 in sizes.values():
        return "nobody of the electorate is in one of the groups"
    return None


def tallies_of(groups, form, filled):
    """What each group voted; `filled` are group, paper, and what its voter is recused from."""
    if groups is None:
        return None
    found = []
    for share in groups["shares"]:
        of_group = [(paper, excused) for group, paper, excused in filled if group == share["group"]]
        tally = papers.tally_of((paper for paper, _ in of_group), form)
        for _, excused in of_group:
            people.excuse(tally, form, excused)
        found.append({"group": share["group"], "papers": len(of_group), "tally": tally})
    return found


def box_fault(groups, form, tallies, tally, voters):
    """Why these cannot be the groups of an opened box, or None; `voters` counts by group."""
    if (groups is None) != (tallies is None):
        return "groups go with weighted groups and only with them"
    if groups is None:
        return None
    if [entry["group"] for entry in tallies] != [share["group"] for share in groups["shares"]]:
        return "the groups are not those of the rules"
    for entry in tallies:
        fits = papers.tally_has_form(entry["tally"], form) and papers.tally_can_be_of(
            entry["tally"], form, entry["papers"])
        if not fits or entry["papers"] > voters.get(entry["group"], 0):
            return "no papers of a group can have given its tally"
    empty = papers.tally_of([], form)
    if functools.reduce(papers.tally_sum, [entry["tally"] for entry in tallies], empty) != tally:
        return "the groups do not add up to the tally"
    return None
