"""Vote weights and proxies: section "Weights and proxies"."""

DECIMALS_MAX, WEIGHT_MAX, WEIGHT_SUM_MAX = 6, 10**9, 10**13
PROXIES_PER_HOLDER_MAX, SHARES_MAX = 1_000, 20


def millionths(text):
    """A weight of a person in millionths of a vote; None: one vote."""
    if text is None:
        return 10**DECIMALS_MAX
    whole, _, rest = text.partition(".")
    return int(whole) * 10**DECIMALS_MAX + int((rest or "0").ljust(DECIMALS_MAX, "0"))


def units(text, decimals):
    """The same in units of 10^-decimals; None where it has more decimals."""
    unit = 10 ** (DECIMALS_MAX - decimals)
    whole, rest = divmod(millionths(text), unit)
    return None if rest else whole


def order(number):
    """Numbers of a roster: shorter ones first, then character by character."""
    return len(number), number.encode("utf-8")


def rules_fault(sheet):
    """What makes the rules of weights and proxies unlawful, or None."""
    rules, form = sheet["rules"], sheet["form"]
    proxies = rules["proxies"]
    if proxies and not 1 <= proxies["max_per_holder"] <= PROXIES_PER_HOLDER_MAX:
        return "mandates of one holder"
    if rules["weights"] and form["form"] not in ("marks", "picks"):
        return "weights of papers without marks or picks"
    if not (rules["weights"] or proxies):
        return None
    if rules["secrecy"] != "recorded" or sheet["body"] is not None:
        return "weights or proxies in a secret ballot, a roll call or a joint sitting"
    if rules["weights"] and rules["groups"] is not None:
        return "weights with weighted groups"
    if rules["recusal"]["allowed"]:
        return "weights or proxies with recusal"
    if rules.get("casting", "tablet") != "tablet" or rules.get("fallback"):
        return "weights or proxies without tablets"
    if rules["growing"] or rules["background"] or not rules["presence_needed"]:
        return "weights or proxies without a fixed list of people present"
    if proxies and (rules["rooms"] or rules["remote"] == "allowed"):
        return "proxies in several rooms or by video"
    if rules["not_voted"] == "count_as_abstain":
        return "silence that abstains, with weights or proxies"
    if rules["electorate"] != "members":
        return "weights or proxies of others than members"
    return None


class Roster:
    """Who has given a proxy to whom. `people` are those of the sitting."""

    def __init__(self, people):
        self.people, self.holder, self.video = people, {}, "refused"

    def held(self, holder):
        return sum(1 for other in self.holder.values() if other == holder)

    def is_represented(self, id):
        holder, person = self.people.get(self.holder.get(id)), self.people[id]
        counted = person.present and (person.via == "hall" or self.video == "counted")
        return holder is not None and holder.present and holder.via == "hall" and not counted

    def is_in_proxy(self, id):
        return id in self.holder or id in self.holder.values()

    def represented(self):
        return sum(1 for id in self.holder if self.is_represented(id))

    def give(self, event, limit):
        principal, holder = event["principal"], event["holder"]
        if any(id not in self.people or not self.people[id].votes for id in (principal, holder)):
            yield "V8", "a proxy of somebody who is no member"
            return
        if limit is None:
            yield "V8", "no ballot on the agenda allows proxies"
        elif self.held(holder) >= limit:
            yield "V8", "more mandates than one holder may have"
        if principal == holder or principal in self.holder:
            yield "V8", "the own proxy to oneself, or a second one"
        if holder in self.holder or self.held(principal):
            yield "V8", "a proxy of a proxy"
        if principal != holder:
            self.holder[principal] = holder

    def end(self, event):
        if event["principal"] not in self.holder:
            yield "V8", "there is no such proxy"
        else:
            del self.holder[event["principal"]]


class Mandates:
    """The weights and proxies of one ballot, frozen at its opening."""

    def __init__(self):
        self.weight, self.holder, self.may_vote = None, {}, False
        self.principals, self.present = {}, 0

    def freeze(self, rules, electorate, roster):
        """Yields what keeps the ballot from being opened with this roster."""
        people, proxies = roster.people, rules["proxies"]
        if rules["weights"]:
            decimals = rules["weights"]["decimals"]
            self.weight = {id: units(people[id].weight, decimals) for id in electorate}
            if None in self.weight.values():
                yield "V10", "not now: a weight with more decimals than the rule"
            elif sum(self.weight.values()) > WEIGHT_SUM_MAX:
                yield "V10", "not now: weights that are too large together"
        if not proxies:
            return
        self.may_vote = proxies["principal_may_vote"]
        self.holder = dict(roster.holder)
        for principal in sorted(self.holder, key=lambda id: order(people[id].number)):
            self.principals.setdefault(self.holder[principal], []).append(principal)
        if any(len(held) > proxies["max_per_holder"] for held in self.principals.values()):
            yield "V10", "not now: more mandates than one holder may have"

    def frozen(self, rules, electorate):
        """The fields of the opening: (weights, proxies)."""
        weights = [self.weight[id] for id in electorate] if rules["weights"] else None
        pairs = [
            {"principal": id, "holder": self.holder[id]} for id in electorate if id in self.holder
        ]
        return weights, pairs if rules["proxies"] else None

    def of(self, id):
        return 1 if self.weight is None else self.weight[id]

    def attends(self, id, takes_part):
        """Whether somebody can cast this person's vote from where he or she is."""
        holder = self.holder.get(id)
        if holder is None:
            return takes_part(id)
        return takes_part(holder) or self.may_vote and takes_part(id)

    def held_by(self, holder, in_person):
        """The mandates a holder may cast, in the order in which a split deals them out."""
        return [id for id in self.principals.get(holder, []) if not in_person(id)] + [holder]

    def bases(self, been_present, voted):
        """The weighted bases of a count, or None. Every paper is valid."""
        if self.weight is None:
            return None
        returned = sum(self.weight[id] for id in voted)
        return {
            "total_membership": sum(self.weight.values()), "present": self.present,
            "papers_issued": sum(self.weight[id] for id in been_present),
            "papers_returned": returned, "valid_papers": returned,
        }


class Proxied:
    """What a sitting knows of weights and proxies."""

    def attendance(self, ballot):
        """Members; those present, in person or represented; and how many of them are represented."""
        proxies = ballot.sheet["rules"]["proxies"]
        represented = self.roster.represented() if proxies else 0
        members, present = self.members_of(ballot.sheet)
        return members, present + represented, represented

    def attends(self, ballot, id):
        return ballot.mandates.attends(id, lambda one: self.takes_part(ballot, one))

    def mandates_frozen(self):
        rules = [b.sheet["rules"] for b in self.ballots.values() if b.running]
        return any(r["binding"] or r["weights"] or r["proxies"] for r in rules)

    def on_weight_set(self, event):
        person = self.people.get(event["delegate"])
        if person is None or not person.votes:
            yield "V8", "a weight of somebody who is no member"
            return
        if self.mandates_frozen():
            yield "V8", "weights do not change during a ballot"
        if event["weight"] == "1" or person.weight == event["weight"]:
            yield "V8", "nothing changes, or one vote in another spelling"
        person.weight = event["weight"]

    def on_proxy_given(self, event):
        if self.mandates_frozen():
            yield "V8", "proxies do not change during a ballot"
        coming = [b.sheet["rules"]["proxies"] for b in self.ballots.values()
                  if b.phase in ("draft", "ready")]
        limits = [rule["max_per_holder"] for rule in coming if rule]
        yield from self.roster.give(event, min(limits, default=None))

    def on_proxy_ended(self, event):
        if self.mandates_frozen():
            yield "V8", "proxies do not change during a ballot"
        yield from self.roster.end(event)

    def freeze_mandates(self, ballot, event, electorate):
        rules, mandates = ballot.sheet["rules"], ballot.mandates
        faults = list(mandates.freeze(rules, electorate, self.roster))
        yield from faults
        if faults:
            return
        weights, proxies = mandates.frozen(rules, electorate)
        if event["weights"] != weights:
            yield "V10", "the weights are not those of the roster"
        if event["proxies"] != proxies:
            yield "V10", "the proxies are not those given"
        here = lambda id: self.is_counted(id) or rules["proxies"] and self.roster.is_represented(id)
        mandates.present = sum(mandates.of(id) for id in electorate if here(id))


def broken_identity(weights):
    """(holds, name) for each identity between weighted bases."""
    return [
        (weights["present"] <= weights["total_membership"], "weight present <= weight of all"),
        (weights["papers_issued"] <= weights["total_membership"], "weight issued <= weight of all"),
        (weights["papers_returned"] <= weights["papers_issued"], "weight returned <= weight issued"),
        (weights["valid_papers"] <= weights["papers_returned"], "weight valid <= weight returned"),
    ]
