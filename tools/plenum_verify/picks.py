"""Papers on which options are picked: crosses, names written in, their tallies."""


def fault(form):
    """What makes such a form unlawful, or None."""
    if not (1 <= form["max"] <= len(form["options"]) and form["min"] <= form["max"]):
        return "the number of picks"
    names = form["write_ins"]
    if names is None:
        return None
    if not 1 <= names["max"] <= min(50, form["max"]):
        return "the number of names"
    if names["after"] == "against" and not form["crosses"]:
        return "names after a vote against, on a paper without one"
    return None


def rises(values):
    return all(a < b for a, b in zip(values, values[1:]))


def fits(paper, form):
    """Whether a filled paper is one of this form."""
    if ("against" in paper) != form["crosses"] or ("write_ins" in paper) != bool(form["write_ins"]):
        return False
    picks, crosses, names = paper["picks"], paper.get("against", []), paper.get("write_ins", [])
    options = len(form["options"])
    if not all(rises(places) and all(p < options for p in places) for places in (picks, crosses)):
        return False
    if not rises([name.encode("utf-8") for name in names]) or set(picks) & set(crosses):
        return False
    if not form["min"] <= len(picks) + len(names) <= form["max"]:
        return False
    if not names:
        return True
    rule = form["write_ins"]
    return len(names) <= rule["max"] and (rule["after"] == "any" or len(crosses) > 0)


def text_max(form):
    """Bytes of the longest text of a paper."""
    least = '{"form":"picks","picks":[]}'
    least = len(least) + len('"against":[],') * form["crosses"]
    least += len(',"write_ins":[]') * bool(form["write_ins"])
    names = form["write_ins"]["max"] if form["write_ins"] else 0
    return least + 4 * (len(form["options"]) if form["crosses"] else form["max"]) + 163 * names


def tally_of(weighed, form, rulings, excused=None):
    """The figures of (paper, weight) pairs, with the names as they were ruled. `excused`: by paper, the
    options that its voter is recused from."""
    votes, against, persons = [0] * len(form["options"]), [0] * len(form["options"]), {}
    places = {option["id"]: place for place, option in enumerate(form["options"])}
    for number, (paper, weight) in enumerate(weighed):
        kept_out = excused[number] if excused else ()
        picks, crosses, chosen = set(paper["picks"]), set(paper.get("against", [])), set()
        for name in paper.get("write_ins", []):
            ruled = rulings.get(name, {"invalid": ""})
            if "person" in ruled:
                chosen.add(ruled["person"])
            elif "listed" in ruled and places[ruled["listed"]] not in crosses.union(kept_out):
                picks.add(places[ruled["listed"]])
        for place in picks:
            votes[place] += weight
        for place in crosses:
            against[place] += weight
        for person in chosen:
            persons[person] = persons.get(person, 0) + weight
    tally = {"form": "picks", "votes": votes}
    if form["crosses"]:
        tally["against"] = against
    if form["write_ins"]:
        ordered = sorted(persons, key=lambda name: name.encode("utf-8"))
        tally["write_ins"] = [{"name": name, "votes": persons[name]} for name in ordered]
    return tally


def tally_has_form(tally, form):
    options, names = len(form["options"]), tally.get("write_ins", [])
    titles = {option["title"] for option in form["options"]}
    return (
        ("against" in tally) == form["crosses"]
        and ("write_ins" in tally) == bool(form["write_ins"])
        and len(tally["votes"]) == options
        and len(tally.get("against", tally["votes"])) == options
        and rises([person["name"].encode("utf-8") for person in names])
        and all(person["votes"] > 0 and person["name"] not in titles for person in names)
    )


def chosen(tally):
    return sum(tally["votes"]) + sum(person["votes"] for person in tally.get("write_ins", []))


def within(tally, valid):
    """No option is marked, and nobody written in, on more papers than there are."""
    against = tally.get("against", [0] * len(tally["votes"]))
    return all(v + a <= valid for v, a in zip(tally["votes"], against)) and all(
        person["votes"] <= valid for person in tally.get("write_ins", []))


def can_be_of(tally, form, valid):
    least = 0 if form["write_ins"] else form["min"]
    return within(tally, valid) and least * valid <= chosen(tally) <= form["max"] * valid


def candidates(form, tally):
    """Keys, votes and votes against of options, then of persons written in."""
    keys = [option["id"] for option in form["options"]]
    persons = tally.get("write_ins", [])
    votes = tally["votes"] + [person["votes"] for person in persons]
    against = tally.get("against", [0] * len(keys)) + [0] * len(persons)
    free = ("w%d" % n for n in range(1, len(keys) + len(persons) + 1))
    free = [key for key in free if key not in keys]
    return keys + free[:len(persons)], votes, against


def plus(one, two):
    """Two tallies of one form together, persons by name."""
    persons = {}
    for person in one["write_ins"] + two["write_ins"]:
        persons[person["name"]] = persons.get(person["name"], 0) + person["votes"]
    ordered = sorted(persons, key=lambda name: name.encode("utf-8"))
    both = {"form": "picks", "votes": [a + b for a, b in zip(one["votes"], two["votes"])]}
    if "against" in one:
        both["against"] = [a + b for a, b in zip(one["against"], two["against"])]
    both["write_ins"] = [{"name": name, "votes": persons[name]} for name in ordered]
    return both
