//! The same rules a second time, naive: every verdict by asking how many are better, every
//! comparison with `u128` fractions, nothing sorted, nothing shared with the code under test.

use plenum::domain::threshold::{Base, Comparator};

/// A share of a base, as the test chose it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    pub(super) numerator: u32,
    pub(super) denominator: u32,
    pub(super) comparator: Comparator,
}

/// What the hall looked like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hall {
    pub(super) members: u64,
    pub(super) present: u64,
    pub(super) voted: u64,
}

/// Votes per grade of one row.
pub(super) type Row = Vec<u64>;

/// What a column means.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) weight: u32,
    pub(super) counts: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Yes,
    Tied,
    Behind,
    Below,
    Grade(usize),
    Nothing,
}

impl Share {
    pub(super) fn met(&self, votes: u64, base: u64) -> bool {
        let left = u128::from(votes) * u128::from(self.denominator);
        let right = u128::from(self.numerator) * u128::from(base);
        votes > 0
            && match self.comparator {
                Comparator::Gt => left > right,
                Comparator::Ge => left >= right,
            }
    }
}

/// A base of a motion with the columns 赞成, 反对, 弃权.
pub(super) fn motion_base(base: Base, hall: Hall, row: &Row) -> u64 {
    match base {
        Base::TotalMembership => hall.members,
        Base::Present | Base::PapersIssued => hall.present,
        Base::PapersReturned | Base::ValidPapers => hall.voted,
        Base::ForPlusAgainst | Base::ValidRows => row[0] + row[1],
        Base::Expressed => row[0] + row[1] + row[2],
    }
}

/// One verdict per option, in paper order; then whether there is a tie for how many places, and
/// how many stay open.
pub(super) fn selection(
    votes: &[u64],
    places: usize,
    majority: Option<(Share, u64)>,
) -> (Vec<Verdict>, Option<usize>, usize) {
    let may = |votes: u64| match majority {
        Some((share, base)) => share.met(votes, base),
        None => votes > 0,
    };
    cut(votes.len(), places, |i| may(votes[i]), |i, j| votes[i] > votes[j])
}

/// Verdicts by counting: selected when at most `places` are as good, tied when fewer are better.
fn cut(
    len: usize,
    places: usize,
    may: impl Fn(usize) -> bool,
    better: impl Fn(usize, usize) -> bool,
) -> (Vec<Verdict>, Option<usize>, usize) {
    let candidates: Vec<usize> = (0..len).filter(|i| may(*i)).collect();
    let verdict = |i: usize| {
        let above = candidates.iter().filter(|j| better(**j, i)).count();
        let as_good = candidates.iter().filter(|j| !better(i, **j)).count();
        match () {
            () if !may(i) => Verdict::Below,
            () if as_good <= places => Verdict::Yes,
            () if above < places => Verdict::Tied,
            () => Verdict::Behind,
        }
    };
    let verdicts: Vec<Verdict> = (0..len).map(verdict).collect();
    let selected = verdicts.iter().filter(|v| **v == Verdict::Yes).count();
    let tied = verdicts.contains(&Verdict::Tied);
    let open = places - selected;
    (verdicts, tied.then_some(open), if tied { 0 } else { open })
}

/// Rank of every option: one more than there are better ones.
pub(super) fn ranks(votes: &[u64]) -> Vec<u32> {
    let better = |mine: &u64| votes.iter().filter(|other| *other > mine).count();
    let rank = |votes| u32::try_from(better(votes) + 1).expect("short");
    votes.iter().map(rank).collect()
}

fn counted(columns: &[Column], row: &Row) -> u64 {
    let cells = columns.iter().zip(row).filter(|(column, _)| column.counts);
    cells.map(|(_, votes)| votes).sum()
}

/// Points and papers of a row's mean.
fn mean(columns: &[Column], row: &Row) -> (u128, u128) {
    let cells = columns.iter().zip(row).filter(|(column, _)| column.counts);
    let points = cells.map(|(column, votes)| u128::from(column.weight) * u128::from(*votes));
    (points.sum(), u128::from(counted(columns, row)))
}

/// The first column's grade for the best `places`, by its votes then the mean, or the reverse;
/// the cumulative majority below it for the others.
pub(super) fn quota(
    columns: &[Column],
    rows: &[Row],
    places: usize,
    votes_first: bool,
    others: Share,
) -> (Vec<Verdict>, Option<usize>) {
    let better = |i: usize, j: usize| {
        let ((points, papers), (other_points, other_papers)) =
            (mean(columns, &rows[i]), mean(columns, &rows[j]));
        let by_mean = (points * other_papers).cmp(&(other_points * papers));
        let by_votes = rows[i][0].cmp(&rows[j][0]);
        let order = match votes_first {
            true => by_votes.then(by_mean),
            false => by_mean.then(by_votes),
        };
        order.is_gt()
    };
    let may = |i: usize| counted(columns, &rows[i]) > 0 && (!votes_first || rows[i][0] > 0);
    let (mut verdicts, tie, _) = cut(rows.len(), places, may, better);
    for (verdict, row) in verdicts.iter_mut().zip(rows) {
        match verdict {
            Verdict::Yes => *verdict = Verdict::Grade(0),
            Verdict::Tied => {}
            _ => *verdict = majority_grade(columns, row, 1, others),
        }
    }
    (verdicts, tie)
}

/// The best grade from column `best` on that the votes added from the top carry.
pub(super) fn majority_grade(columns: &[Column], row: &Row, best: usize, share: Share) -> Verdict {
    let base = counted(columns, row);
    if base == 0 {
        return Verdict::Nothing;
    }
    let carried = (best..columns.len()).find(|last| {
        let sum = columns[..=*last].iter().zip(row).filter(|(column, _)| column.counts);
        columns[*last].counts && share.met(sum.map(|(_, votes)| votes).sum(), base)
    });
    carried.map_or(Verdict::Nothing, Verdict::Grade)
}
