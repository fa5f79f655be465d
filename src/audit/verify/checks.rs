//! The numbered checks, in words.

use serde::Serialize;

/// A check by its number in docs/record.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[expect(missing_docs, reason = "the table below says what each one checks")]
pub enum Check {
    V1,
    V2,
    V3,
    V4,
    V5,
    V6,
    V7,
    V8,
    V9,
    V10,
    V11,
    V12,
    V13,
    V14,
    V15,
    V16,
    V17,
    V18,
    V19,
    V20,
    V21,
}

/// Every check with what it asks, in English and zh-CN.
pub(super) const CHECKS: [(Check, &str, &str); 21] = [
    (
        Check::V1,
        "every line is strict canonical JSON of a known record",
        "每一行都是规范 JSON，且是已知的记录",
    ),
    (Check::V2, "sequence numbers run 0, 1, 2, … of one sitting", "序号从 0 起连续，同属一次会议"),
    (Check::V3, "every record names the hash of the one before", "每条记录写明前一条的散列值"),
    (
        Check::V4,
        "every checkpoint has the tree root of the records before it",
        "每个检查点的树根与其前的全部记录一致",
    ),
    (
        Check::V5,
        "every checkpoint is signed, by keys that follow one another lawfully",
        "检查点签名有效，签名密钥依次更替",
    ),
    (
        Check::V6,
        "the record agrees with every anchor and earlier bundle given",
        "记录与所给的锚点和早先存档一致",
    ),
    (Check::V7, "co-signatures of witnesses", "见证人会签"),
    (
        Check::V8,
        "each ballot lives by the grammar, and every act is by its role",
        "每项表决按规定步骤进行，每个动作由有权者作出",
    ),
    (Check::V9, "records and header agree, none extra or missing", "记录与首行一致，不多不少"),
    (
        Check::V10,
        "every voter is in the frozen electorate and present, once, the last revision counting",
        "投票人均在冻结名单内且在场，一人一票，以最后一次为准",
    ),
    (Check::V11, "signatures of devices", "终端签名"),
    (Check::V12, "the root over the envelopes, recomputed", "重算密封票总根"),
    (
        Check::V13,
        "recorded ballots: the tally recomputed from the papers",
        "记名表决：由表决票重算票数",
    ),
    (
        Check::V14,
        "secret ballots: counted + invalid = envelopes = participation; papers sorted, adding up",
        "无记名表决：计入与无效之和等于密封票数和参加人数；公布的票已排序且相符",
    ),
    (
        Check::V15,
        "quorum, base, threshold, ranking, quota and ties, recomputed in integers",
        "用整数重算法定人数、基数、标准、名次、名额和得票相等",
    ),
    (
        Check::V16,
        "the key of every counted secret ballot is destroyed",
        "每项已计票的无记名表决，密钥已销毁",
    ),
    (Check::V17, "clocks run forwards", "时钟不倒退"),
    (Check::V18, "the software is named", "写明软件名称和版本"),
    (
        Check::V19,
        "what was certified and declared is what was counted",
        "确认和宣布的就是所计的结果",
    ),
    (Check::V20, "the accounting identities hold", "各项平衡关系成立"),
    (
        Check::V21,
        "every draw recomputed from its list, secret and digits",
        "由名单、随机数和现场数字重算每次抽取",
    ),
];

impl Check {
    /// `V1` to `V21`.
    #[must_use]
    pub fn name(self) -> &'static str {
        const NAMES: [&str; 21] = [
            "V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V10", "V11", "V12", "V13",
            "V14", "V15", "V16", "V17", "V18", "V19", "V20", "V21",
        ];
        NAMES[self as usize]
    }
}

impl std::fmt::Display for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}
