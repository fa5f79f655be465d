//! Ranks and the cut by counting: how many are better than one, how many are as good.

use crate::domain::derivation::Line;
use crate::domain::derivation::words::both;
use crate::domain::paper::{Item, count};

/// Where one stands to the cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At most as many as there are places are as good, or of those equal across the cut no more may
    /// be given a place than are left.
    Above,
    /// Fewer are better than there are places, and too many are as good.
    Tied,
    /// As many are better as there are places.
    Behind,
    /// May not be given a place, whoever else is.
    Out,
}

/// A ranking with its cut.
pub(super) struct Ranking {
    /// Rows in order of rank, equal ones in paper order, those without a rank last.
    pub(super) order: Vec<usize>,
    /// Shared rank of each row: 1, 2, 2, 4.
    pub(super) ranks: Vec<Option<u32>>,
    /// Whether the rank of a row is another's too.
    pub(super) shared: Vec<bool>,
    /// Each row's place.
    pub(super) places: Vec<Place>,
}

impl Ranking {
    /// `ranked` and `may` by row: who has a rank, and who of them may be given one of `places`;
    /// `better(i, j)` whether row i comes before row j.
    pub(super) fn new(
        ranked: &[bool],
        may: &[bool],
        places: u32,
        better: impl Fn(usize, usize) -> bool,
    ) -> Self {
        let among = |of: &[bool], test: &dyn Fn(usize) -> bool| {
            count(of.iter().enumerate().filter(|(j, is)| **is && test(*j)).count())
        };
        let rows = 0..ranked.len();
        let rank = |i: usize| ranked[i].then(|| among(ranked, &|j| better(j, i)) + 1);
        let ranks: Vec<Option<u32>> = rows.clone().map(rank).collect();
        let shared = |i: usize| {
            ranks[i].is_some() && ranks.iter().filter(|rank| **rank == ranks[i]).count() > 1
        };
        let place = |i: usize| match () {
            () if !may[i] => Place::Out,
            () if among(ranked, &|j| !better(i, j)) <= places => Place::Above,
            () if among(ranked, &|j| better(j, i)) >= places => Place::Behind,
            // Of those as good across the cut, only who may be given a place counts.
            () => {
                let open = places - among(ranked, &|j| better(j, i));
                let same = among(may, &|j| !better(i, j) && !better(j, i));
                if same <= open { Place::Above } else { Place::Tied }
            }
        };
        let mut order: Vec<usize> = rows.clone().collect();
        order.sort_by_key(|i| ranks[*i].unwrap_or(u32::MAX));
        let (shared, places) = (rows.clone().map(shared).collect(), rows.map(place).collect());
        Self { order, ranks, shared, places }
    }

    /// How many rows are at this place.
    pub(super) fn at(&self, place: Place) -> u32 {
        count(self.places.iter().filter(|found| **found == place).count())
    }

    /// All who are tied are in.
    pub(super) fn admit_tied(&mut self) {
        let tied = self.places.iter_mut().filter(|place| **place == Place::Tied);
        tied.for_each(|place| *place = Place::Above);
    }

    /// 第 2 名（并列） 3. 丙同志, or the row's number and name alone.
    pub(super) fn named(&self, row: usize, item: &Item) -> Line {
        let name = format!("{}. {}", row + 1, item.title);
        self.ranked(row, &both(name.clone(), name))
    }

    /// The rank in front of a name.
    pub(super) fn ranked(&self, row: usize, name: &Line) -> Line {
        let Some(rank) = self.ranks[row] else {
            return both(format!("无名次 · {}", name.zh), format!("No rank · {}", name.en));
        };
        let (shared, shared_en) =
            if self.shared[row] { ("（并列）", " (shared)") } else { ("", "") };
        both(
            format!("第 {rank} 名{shared} · {}", name.zh),
            format!("Rank {rank}{shared_en} · {}", name.en),
        )
    }

    /// Names of those tied, in paper order: exactly who goes into the run-off.
    pub(super) fn tied(&self, items: &[Item]) -> Line {
        let tied = items.iter().enumerate().filter(|(row, _)| self.places[*row] == Place::Tied);
        let names: Vec<String> =
            tied.map(|(row, item)| format!("{}. {}", row + 1, item.title)).collect();
        both(names.join("、"), names.join("; "))
    }
}
