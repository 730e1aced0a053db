"""The words of the field: the English keys that facts carry, and what people read for them."""

from collections.abc import Mapping

GROUPS: Mapping[str, str] = {
    "minor": "未成年人",
    "elderly": "老年人",
    "disabled": "残疾人",
    "migrant_worker": "进城务工人员",
    "woman": "妇女",
    "military_family": "军人军属",
    "veteran": "退役军人",
    "subsistence_recipient": "最低生活保障对象",
    "special_hardship_support": "特困供养人员",
    "special_care_recipient": "优抚对象",
    "judicial_relief_recipient": "司法救助对象",
    "no_fixed_income": "无固定生活来源",
    "martyr_relative": "烈士近亲属",
    "new_employment_worker": "新就业形态劳动者",
}
GROUPS_FROM_FACTS = frozenset({"minor", "elderly", "disabled", "woman"})
"""Groups that follow from birth date, disability and sex, so nobody needs to state them."""

MATTERS: Mapping[str, str] = {
    "state_compensation": "请求国家赔偿",
    "social_insurance": "请求给予社会保险待遇",
    "social_assistance": "请求给予社会救助",
    "survivor_pension": "请求发给抚恤金",
    "support": "请求给付赡养费、抚养费、扶养费",
    "labour_relation": "请求确认劳动关系",
    "labour_remuneration": "请求支付劳动报酬",
    "capacity_declaration": "请求认定公民无民事行为能力或者限制民事行为能力",
    "work_injury": "请求工伤事故人身损害赔偿",
    "traffic_injury": "请求交通事故人身损害赔偿",
    "food_drug_injury": "请求食品药品安全事故人身损害赔偿",
    "medical_injury": "请求医疗事故人身损害赔偿",
    "environmental_damage": "请求环境污染、生态破坏损害赔偿",
    "hero_personality_rights": "英雄烈士近亲属维护英雄烈士的人格权益",
    "bravery": "因见义勇为行为主张相关民事权益",
    "retrial_acquittal_compensation": "再审改判无罪请求国家赔偿",
    "domestic_violence": "遭受虐待、遗弃或者家庭暴力的受害人主张相关权益",
    "other": "其他事项",
    "criminal_defence": "刑事辩护",
    "victim_representation": "刑事公诉案件被害人代理",
    "private_prosecution": "刑事自诉案件代理",
    "incidental_civil_action": "刑事附带民事诉讼代理",
    "compulsory_treatment": "强制医疗案件代理",
}
CRIMINAL_MATTERS = frozenset(
    {
        "criminal_defence",
        "victim_representation",
        "private_prosecution",
        "incidental_civil_action",
        "compulsory_treatment",
    }
)

FORMS: Mapping[str, str] = {
    "litigation": "诉讼",
    "arbitration": "仲裁",
    "non_litigation": "非诉讼",
    "defence": "刑事辩护",
}
STAGES: Mapping[str, str] = {
    "investigation": "侦查阶段",
    "prosecution": "审查起诉阶段",
    "first_instance": "一审",
    "second_instance": "二审",
    "retrial": "再审",
    "death_review_high_court": "高级人民法院复核死刑案件",
    "death_review_spc": "最高人民法院复核死刑案件",
}
AUTHORITIES: Mapping[str, str] = {
    "court": "人民法院",
    "procuratorate": "人民检察院",
    "police": "公安机关",
    "state_security": "国家安全机关",
    "detention_centre": "看守所",
    "prison": "监狱",
    "drug_rehabilitation": "强制隔离戒毒所",
}
FORUMS: Mapping[str, str] = {
    **AUTHORITIES,
    "labour_arbitration": "劳动人事争议仲裁委员会",
    "arbitration": "仲裁机构",
    "reconsideration": "行政复议机关",
    "compensation_authority": "赔偿义务机关",
    "administrative_organ": "行政机关",
    "mediation": "调解组织",
    "other": "其他机关",
}
MATERIALS: Mapping[str, str] = {
    "application_form": "法律援助申请表",
    "id_card": "身份证明",
    "agent_proof": "代理申请的证明",
    "means_statement": "经济困难状况说明表",
    "group_proof": "属于免予核查人员的证明",
    "category_proof": "不受经济困难条件限制情形的证明",
    "case_papers": "与申请事项有关的案件材料",
    "member_list": "全体申请人名单",
    "representative_choice": "推选代表人的材料",
}
RELATIONS: Mapping[str, str] = {
    "legal_representative": "法定代理人",
    "close_relative": "近亲属",
    "entrusted": "委托代理人",
}
SERVICES: Mapping[str, str] = {
    "criminal": "刑事",
    "civil": "民事",
    "administrative": "行政",
    "compensation": "国家赔偿",
    "arbitration": "仲裁",
    "non_litigation": "非诉讼",
    "drafting": "代拟法律文书",
    "duty": "值班",
    "consultation": "咨询",
}
PAYEES: Mapping[str, str] = {
    "lawyer": "律师",
    "legal_worker": "基层法律服务工作者",
    "staff": "法律援助机构工作人员",
    "volunteer": "志愿者",
}
QUALITIES: Mapping[str, str] = {
    "excellent": "优秀",
    "good": "良好",
    "qualified": "合格",
    "unqualified": "不合格",
}
DISABILITIES: Mapping[str, str] = {
    "physical": "肢体残疾",
    "visual": "视力残疾",
    "hearing": "听力残疾",
    "speech": "言语残疾",
    "intellectual": "智力残疾",
    "mental": "精神残疾",
}
SPECIALITIES = frozenset(
    {
        "labour",
        "family",
        "traffic",
        "medical",
        "criminal",
        "minors",
        "administrative",
        "environment",
        "consumer",
        "military",
        "land",
        "contract",
    }
)
CHANNELS: Mapping[str, str] = {
    "window": "窗口",
    "phone": "电话",
    "online": "网上",
    "station": "工作站",
    "visit": "上门",
    "video": "视频",
    "mail": "邮寄",
    "detention": "羁押场所转交",
}
URGENT_REASONS: Mapping[str, str] = {
    "limitation": "时效或者期限即将届满",
    "preservation": "需要立即申请财产保全或者证据保全",
    "advance_enforcement": "需要立即申请先予执行",
}
HARDSHIPS: Mapping[str, str] = {
    "disaster": "自然灾害",
    "accident": "意外事故",
    "serious_illness": "重大疾病",
    "schooling": "全日制就学",
}
REASONS: Mapping[str, str] = {
    "out_of_scope": "不属于法律援助的事项范围",
    "not_competent": "不属于本机构管辖",
    "means_exceeded": "经济状况超过经济困难标准",
    "means_undetermined": "经济困难状况须由工作人员认定",
    "no_right": "申请人没有提出申请的资格",
    "incomplete": "材料不齐",
    "not_urgent": "不符合先行提供法律援助的条件",
    "not_qualified": "不具备承办本案的条件",
    "conflict_of_interest": "有利益冲突",
}

OPEN_DOCUMENTS = (
    "判决书", "裁定书", "裁决书", "调解书", "决定书", "和解协议", "调解协议", "起诉状", "申请书", "上诉状",
    "答辩状", "代理词", "辩护词", "委托", "起诉书", "结案文书",
)  # fmt: skip
"""Words in the titles of documents that the other side and the court have, too: the recipient may read those whoever
handed them in."""
