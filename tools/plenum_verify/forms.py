"""Ranked, scored and written papers: sections "The ballot paper", "Turnout, papers, tally" and
"Outcomes"."""

from functools import cmp_to_key

from . import picks

from . import marks


def items_of(form):
    return form[ITEMS[form["form"]]]


ITEMS = {
    "marks": "rows", "picks": "options", "ranks": "options", "scores": "rows", "text": "questions",
}


def text_max(form):
    """Bytes of the longest canonical text of a paper."""
    kind = form["form"]
    if kind == "marks":
        return 27 + 5 * marks.cells(form)
    if kind == "scores":
        return 29 + (max(4, len(str(form["max"]))) + 1) * len(form["rows"])
    if kind == "text":
        return 28 + max(5, 4 * form["max_chars"] + 3) * len(form["questions"])
    return 27 + 4 * form["max"] if kind == "ranks" else picks.text_max(form)


def too_long(form, people):
    """Whether the papers of so many people may be too long for one record."""
    return people * (text_max(form) + 1) > 12 * 1024 * 1024


def repeats(values):
    return len(set(values)) != len(values)


def form_fault(form):
    """What makes such a form unlawful, or None."""
    return FAULTS[form["form"]](form)


def ranks_fault(form):
    lawful = 1 <= form["max"] <= len(form["options"]) and form["min"] <= form["max"]
    return None if lawful else "the number of ranks"


def is_score(form, score):
    return form["min"] <= score <= form["max"] and (score - form["min"]) % form["step"] == 0


def scores_fault(form):
    low, high, step = form["min"], form["max"], form["step"]
    if not low < high <= 100_000 or form["decimals"] > 2:
        return "the range of scores"
    if step == 0 or (high - low) % step != 0:
        return "the step of scores"
    if form["labels"] is not None and (high - low) // step + 1 > 11:
        return "words at the ends of a long scale"
    bands = form["bands"]
    if not bands:
        return None
    ends = all(is_score(form, band["from"]) and is_score(form, band["to"]) for band in bands)
    lawful = len(bands) <= 10 and ends and not repeats([band["id"] for band in bands])
    lawful = lawful and bands[0]["to"] == high and bands[-1]["from"] == low
    lawful = lawful and all(band["from"] <= band["to"] for band in bands)
    lawful = lawful and all(b["to"] + step == a["from"] for a, b in zip(bands, bands[1:]))
    return None if lawful else "bands with a gap, an overlap or an end of their own"


def text_fault(form):
    lawful = 1 <= form["max_chars"] <= 500 and text_max(form) <= 11_000
    return None if lawful else "length or number of the answers"


FAULTS = {"ranks": ranks_fault, "scores": scores_fault, "text": text_fault}


def rules_fault(form, rules):
    """Free text decides nothing, and what is written in secret is published."""
    if form["form"] != "text":
        return None
    if rules["binding"] or rules["outcome"] != {"kind": "counts"}:
        return "free text in a ballot that decides"
    if rules["secrecy"] == "secret" and not rules["publish_papers"]:
        return "secret free text that is not published"
    return None


def outcome_fault(rule, form):
    """For points and means."""
    if rule["kind"] == "points":
        lawful = form["form"] == "ranks" and 1 <= rule["places"] == form["max"]
        return None if lawful else "places of the points"
    if form["form"] != "scores":
        return "an outcome for another form"
    places, trim = rule["places"], rule["trim"]
    if places is not None and not 1 <= places <= len(form["rows"]):
        return "places of the means"
    if trim is not None and not 1 <= trim["drop_max"] + trim["drop_min"] <= trim["above"]:
        return "scores left out of the means"
    return None


def paper_fits(paper, form):
    if form["form"] == "ranks":
        ranks = paper["ranks"]
        known = all(rank < len(form["options"]) for rank in ranks)
        return known and not repeats(ranks) and form["min"] <= len(ranks) <= form["max"]
    if form["form"] == "scores":
        scores = paper["scores"]
        if len(scores) != len(form["rows"]) or form["blank_rows"] == "refused" and None in scores:
            return False
        return all(score is None or is_score(form, score) for score in scores)
    answers = paper["answers"]
    return len(answers) == len(form["questions"]) and all(
        answer is None or len(answer) <= form["max_chars"] for answer in answers)


def tally_of(papers, form):
    if form["form"] == "ranks":
        rows = [{"ranks": [0] * form["max"]} for _ in form["options"]]
        for paper in papers:
            for place, option in enumerate(paper["ranks"]):
                rows[option]["ranks"][place] += 1
        return {"form": "ranks", "rows": rows}
    if form["form"] == "text":
        answered = [0] * len(form["questions"])
        for paper in papers:
            for question, answer in enumerate(paper["answers"]):
                answered[question] += answer is not None
        return {"form": "text", "answered": answered}
    blank = "invalid" if form["blank_rows"] == "invalid" else "blank"
    rows = [{"scores": {}, "blank": 0, "invalid": 0, "recused": 0} for _ in form["rows"]]
    for paper in papers:
        for row, score in zip(rows, paper["scores"]):
            if score is None:
                row[blank] += 1
            else:
                row["scores"][score] = row["scores"].get(score, 0) + 1
    for row in rows:
        row["scores"] = [list(cell) for cell in sorted(row["scores"].items())]
    return {"form": "scores", "rows": rows}


def tally_has_form(tally, form):
    if form["form"] == "ranks":
        rows = tally["rows"]
        whole = all(len(row["ranks"]) == form["max"] for row in rows)
        return len(rows) == len(form["options"]) and whole
    if form["form"] == "text":
        return len(tally["answered"]) == len(form["questions"])
    if len(tally["rows"]) != len(form["rows"]):
        return False
    for row in tally["rows"]:
        values = [score for score, _ in row["scores"]]
        if any(not is_score(form, score) or n == 0 for score, n in row["scores"]):
            return False
        if any(a >= b for a, b in zip(values, values[1:])):
            return False
    return True


def tally_can_be_of(tally, form, valid):
    if form["form"] == "text":
        return all(answered <= valid for answered in tally["answered"])
    if form["form"] == "ranks":
        rows, before = tally["rows"], valid
        for place in range(form["max"]):
            given = sum(row["ranks"][place] for row in rows)
            if given > before or place < form["min"] and given != valid:
                return False
            before = given
        return all(sum(row["ranks"]) <= valid for row in rows)
    blanks = form["blank_rows"]
    for row in tally["rows"]:
        if row_papers(row) != valid:
            return False
        if row["blank"] and blanks != "abstain" or row["invalid"] and blanks != "invalid":
            return False
    return True


def scores_sum(one, two):
    """The scores of two channels, ascending, each once."""
    sums = dict(map(tuple, one))
    for score, n in two:
        sums[score] = sums.get(score, 0) + n
    return [list(cell) for cell in sorted(sums.items())]


def row_papers(row):
    return sum(n for _, n in row["scores"]) + row["blank"] + row["invalid"] + row["recused"]


def identities(tally, form, valid):
    if tally["form"] == "ranks":
        given = [sum(row["ranks"]) for row in tally["rows"]]
        most = form["max"] * valid if form["form"] == "ranks" else sum(given)
        return [
            (sum(given) <= most, "sum of ranks <= K x valid"),
            (all(n <= valid for n in given), "ranks per option <= valid"),
        ]
    if tally["form"] == "text":
        return [(all(n <= valid for n in tally["answered"]), "answers per question <= valid")]
    whole = all(row_papers(row) == valid for row in tally["rows"])
    return [(whole, "per row: valid = scores + blank + invalid + recused")]


def places_of(order, candidates, places, same):
    """Above the cut and tied on it, of a list of which only the first may have a place."""
    if candidates <= places:
        return candidates, 0
    if not same(order[places - 1], order[places]):
        return places, 0
    tied = [i for i in order[:candidates] if same(i, order[places])]
    return order.index(tied[0]), len(tied)


def tie_of(ids, above, tied, places):
    return {"items": ids[above:above + tied], "open_places": places - above} if tied else None


def by_points(rule, form, figures, tally):
    most = rule["places"]

    def points(row):
        if rule["method"] == "mentions":
            return sum(row["ranks"])
        return sum((most - place) * n for place, n in enumerate(row["ranks"]))

    totals = [points(row) for row in tally["rows"]]
    order = sorted(range(len(totals)), key=lambda option: -totals[option])
    named = sum(1 for total in totals if total > 0)
    above, tied = places_of(order, named, most, lambda a, b: totals[a] == totals[b])
    rows = []
    for place, option in enumerate(order):
        verdict = "below_majority" if place >= named else "not_selected"
        if place < above + tied:
            verdict = "selected" if place < above else "tied"
        rows.append({
            "item": form["options"][option]["id"], "points": totals[option],
            "rank": 1 + sum(1 for total in totals if total > totals[option]), "verdict": verdict,
        })
    tie = tie_of([row["item"] for row in rows], above, tied, most)
    shortfall = 0 if tied else most - above
    return {"kind": "points", "rows": rows, "tie": tie, "shortfall": shortfall}


def kept_scores(rule, row):
    """(sum, number) of the scores that enter the mean; there may be billions on paper."""
    kept, trim = [list(cell) for cell in row["scores"]], rule["trim"]
    if trim is not None and sum(n for _, n in kept) > trim["above"]:
        for cells, dropped in ((kept, trim["drop_min"]), (kept[::-1], trim["drop_max"])):
            for cell in cells:
                taken = min(cell[1], dropped)
                cell[1], dropped = cell[1] - taken, dropped - taken
    return sum(score * n for score, n in kept), sum(n for _, n in kept)


def by_mean(rule, form, figures, tally):
    kept = [kept_scores(rule, row) for row in tally["rows"]]

    def compare(a, b):
        """Below 0 when row a has the higher mean."""
        (sum_a, n_a), (sum_b, n_b) = kept[a], kept[b]
        return sum_b * n_a - sum_a * n_b

    scored = sorted((i for i, (_, n) in enumerate(kept) if n), key=cmp_to_key(compare))
    order = scored + [i for i, (_, n) in enumerate(kept) if not n]
    places, above, tied = rule["places"], 0, 0
    if places is not None:
        above, tied = places_of(scored, len(scored), places, lambda a, b: compare(a, b) == 0)
    rows = []
    for place, i in enumerate(order):
        verdict = "ranked" if places is None else "not_selected"
        if place < above + tied:
            verdict = "selected" if place < above else "tied"
        rank = 1 + sum(1 for other in scored if compare(other, i) < 0)
        if not kept[i][1]:
            verdict, rank = "no_result", None
        rows.append({
            "item": form["rows"][i]["id"], "total": kept[i][0], "raters": kept[i][1],
            "given": sum(n for _, n in tally["rows"][i]["scores"]), "rank": rank,
            "band": band_of(form, *kept[i]), "verdict": verdict,
        })
    tie = tie_of([row["item"] for row in rows], above, tied, places or 0)
    shortfall = 0 if tied or places is None else places - above
    return {"kind": "mean", "rows": rows, "tie": tie, "shortfall": shortfall}


def band_of(form, total, raters):
    reached = (band["id"] for band in form["bands"] if total >= band["from"] * raters)
    return next(reached, None) if raters else None
