"""What the registers of the sample school hold: this year, and less of the last one.

Rows begin with years ago, month and day; a day of this year that is still to come is brought forward.
"""

PUBLICITY = (
    (
        0,
        2,
        24,
        "notice",
        "Safety at the start of term 关于做好开学安全工作的通知",
        "26",
        "",
        "All classes 各班",
    ),
    (
        0,
        4,
        2,
        "notice",
        "No open fire on Tomb-sweeping Day 关于清明节期间禁火的通知",
        "26",
        "",
        "All classes 各班",
    ),
    (0, 5, 20, "notice", "Against drowning 关于预防学生溺水的通知", "26", "", "All classes 各班"),
    (0, 6, 25, "notice", "Summer holiday 关于暑假安全工作的通知", "26", "", "All classes 各班"),
    (0, 9, 10, "notice", "Electric bicycles 关于电动自行车管理的通知", "40", "", "Staff 教职工"),
    (0, 3, 26, "leaflet", "Safe on campus 校园安全宣传单", "over 600", "", "Pupils and parents 学生和家长"),
    (0, 5, 12, "leaflet", "Escaping from a fire 火灾逃生宣传单", "400", "", "Grades 4 to 6 四至六年级"),
    (0, 1, 1, "tips", "New Year tips 元旦安全提示", "1126", "8", "Parents 家长"),
    (0, 1, 20, "tips", "Winter holiday tips 寒假安全提示", "1126", "8", "Parents 家长"),
    (0, 4, 3, "tips", "Tomb-sweeping Day tips 清明节安全提示", "1126", "8", "Parents 家长"),
    (0, 4, 29, "tips", "Labour Day tips 五一安全提示", "1126", "8", "Parents 家长"),
    (0, 7, 8, "tips", "Summer holiday tips 暑假安全提示", "1126", "8", "Parents 家长"),
    (0, 3, 27, "letter", "Letter to parents on safety 致家长的安全公开信", "1126", "", "Parents 家长"),
    (0, 3, 25, "banner", "Safety week 安全教育周横幅", "6", "", "Gates 校门"),
    (0, 5, 11, "board", "Fire safety display 消防安全展板", "8", "", "Hall 大厅"),
    (
        1,
        2,
        25,
        "notice",
        "Safety at the start of term 关于做好开学安全工作的通知",
        "25",
        "",
        "All classes 各班",
    ),
    (1, 5, 22, "notice", "Against drowning 关于预防学生溺水的通知", "25", "", "All classes 各班"),
    (1, 6, 26, "notice", "Summer holiday 关于暑假安全工作的通知", "25", "", "All classes 各班"),
    (1, 11, 9, "notice", "Fire safety month 关于消防宣传月的通知", "25", "", "All classes 各班"),
    (1, 3, 28, "leaflet", "Safe on campus 校园安全宣传单", "about 800", "", "Pupils and parents 学生和家长"),
    (1, 1, 18, "tips", "Winter holiday tips 寒假安全提示", "1098", "8", "Parents 家长"),
    (1, 4, 28, "tips", "Labour Day tips 五一安全提示", "1098", "7", "Parents 家长"),
    (1, 7, 7, "tips", "Summer holiday tips 暑假安全提示", "1098", "8", "Parents 家长"),
    (1, 9, 28, "tips", "National Day tips 国庆节安全提示", "1098", "7", "Parents 家长"),
    (1, 3, 28, "letter", "Letter to parents on safety 致家长的安全公开信", "1098", "", "Parents 家长"),
)
"""Years ago, month, day, kind, title, copies, tips, for whom."""

HAZARDS = (
    (0, 3, 6, "Cover of the water tank not locked 水箱盖未上锁", "Canteen 食堂", "round", "serious",
     10, 3, "lv-dong", "Lock fitted, photo 已加锁，有照片", "canteen", 6),
    (0, 4, 20, "Gutter of the roof blocked 教学楼天沟堵塞", "Teaching block 教学楼", "round", "minor",
     14, 9, "zheng-hao", "Cleared, work order 0417 已清淤，维修单0417", "buildings", 2),
    (0, 5, 18, "Handrail loose on stair C C楼梯扶手松动", "Laboratory 实验楼", "duty", "serious",
     7, 4, "qin-shan", "Welded, receipt 已焊固，有票据", "", -1),
    (1, 4, 20, "Drain behind the dormitory blocked 宿舍楼后排水沟堵塞", "Dormitory 宿舍楼", "round", "minor",
     14, 12, "lv-dong", "Cleared, photo 已疏通，有照片", "buildings", 2),
    (1, 11, 6, "Exit of the canteen blocked 食堂安全出口堆物", "Canteen 食堂", "authority", "serious",
     5, 2, "qin-shan", "Cleared, the notice is closed 已清理，通知书已销案", "", -1),
)  # fmt: skip
"""Years ago, month, day, what, place, found in, severity, days given and taken, owner, proof, list, line."""

BATCHES = (
    (0, "powder", 36, "Teaching block 教学楼", "MFZ/ABC4"),
    (0, "powder", 24, "Dormitory 宿舍楼", "MFZ/ABC4"),
    (0, "powder", 16, "Laboratory 实验楼", "MFZ/ABC4"),
    (0, "water", 8, "Library 图书馆", "MSWZ/6"),
    (0, "powder", 1, "Main gate 正门", "MFZ/ABC2"),
    (0, "powder", 1, "East gate 东门", "MFZ/ABC2"),
    (0, "co2", 1, "Monitoring room 监控室", "MT/3"),
    (0, "co2", 1, "Server room 网络机房", "MT/5"),
    (0, "co2", 1, "Power room 配电室", "MT/5"),
    (0, "powder", 1, "Boiler room 锅炉房", "MFZ/ABC8"),
    (0, "powder", 1, "Canteen kitchen 食堂操作间", "MFZ/ABC4"),
    (0, "powder", 1, "Canteen store 食堂库房", "MFZ/ABC4"),
    (0, "water", 1, "Broadcasting room 广播室", "MSWZ/3"),
    (0, "clean", 1, "Archive 档案室", "MJ/4"),
    (0, "powder", 1, "Chemical store 药品室", "MFZ/ABC8"),
    (0, "powder", 1, "School bus 校车", "MFZ/ABC2"),
    (1, "powder", 24, "Gymnasium 体育馆", "MFZ/ABC4"),
    (0, "light", 4, "Stair B B楼梯", "3 W LED"),
    (0, "light", 2, "Stair C C楼梯", "3 W LED"),
    (1, "light", 4, "Stair A A楼梯", "3 W LED"),
)
"""New extinguishers and lights: years ago, kind, pieces, place, model."""

OLDER = (
    ("powder", 20, "Art block 艺术楼", "MFZ/ABC4", 5, "refilled"),
    ("powder", 12, "Canteen hall 食堂大厅", "MFZ/ABC4", 5, "refilled"),
    ("water", 1, "Guard room 保安室", "MSWZ/3", 3, "refilled"),
    ("hydrant", 22, "All blocks 各栋楼", "SN65", 8, "serviced"),
    ("detector", 48, "Dormitory 宿舍楼", "JTY-GD", 6, "tested"),
    ("mask", 60, "Dormitory 宿舍楼", "TZL30", 1, ""),
    ("camera", 64, "Whole campus 全校园", "1080p", 3, ""),
    ("alarm", 4, "Gates and guard room 校门和保安室", "", 3, "tested"),
)
"""Kind, pieces, place, model, how many years ago it was made, and what was done this year."""

SCRAPPED = (
    (0, 3, 12, "Old powder extinguishers 到期干粉灭火器", "41", "powder"),
    (1, 9, 12, "Old powder extinguishers 到期干粉灭火器", "15", "powder"),
)
REFILLED_LAST_YEAR = (1, 9, 12, "Powder extinguishers 干粉灭火器", "18", "powder")
"""Years ago, month, day, what, pieces, kind."""

PARTIES = (
    ("department", "General affairs 总务处", "1", 0),
    ("department", "Canteen 食堂", "1", 0),
    ("department", "Dormitory 宿管科", "1", 0),
    ("department", "Laboratory 实验室", "1", 0),
    ("department", "Library 图书馆", "1", 1),
    ("contractor", "School shop 校内超市", "1", 1),
    *(
        (kind, f"{name}, grade {grade} {han}年级{name_han}", copies, 0)
        for kind, name, name_han, copies in (
            ("head-teacher", "Head teachers", "班主任", "4"),
            ("parents", "Parents", "家长", "188"),
        )
        for grade, han in enumerate("一二三四五六", 1)
    ),
)
"""Kind of party, party, letters, and whether it is new this year."""
OPEN_PARTY = "School shop 校内超市"

PLANS = (
    ("general", "General plan for accidents 突发事件总体应急预案", "5", 4),
    ("fire", "Fire and evacuation 消防疏散应急预案", "7", 4),
    ("earthquake", "Earthquake 地震应急预案", "3", 3),
    ("crush", "Crush on stairs 防拥挤踩踏应急预案", "4", 3),
    ("food", "Food poisoning 食物中毒应急预案", "3", 2),
    ("violence", "Intruders 反恐防暴应急预案", "2", 2),
    ("weather", "Flood and storm 防汛应急预案", "2", 1),
)
"""Kind, title, version, and how many years ago it was made."""

INCIDENTS = (
    (
        0,
        3,
        16,
        "10:20",
        "injury",
        "Fall on the sports ground, wrist sprained 操场摔倒，手腕扭伤",
        "Sports ground 操场",
        "1",
    ),
    (0, 5, 25, "17:05", "theft", "Bicycle stolen outside the gate 校门外自行车被盗", "East gate 东门", "0"),
    (0, 6, 3, "14:40", "injury", "Cut in the laboratory 实验课划伤", "Laboratory 实验楼", "1"),
    (0, 6, 18, "20:10", "damage", "Power cut in the dormitory 宿舍楼停电", "Dormitory 宿舍楼", "0"),
    (1, 4, 9, "11:15", "injury", "Fall on the stairs 楼梯摔倒", "Teaching block 教学楼", "1"),
    (
        1,
        6,
        12,
        "16:50",
        "theft",
        "Telephone taken from a classroom 教室手机失窃",
        "Teaching block 教学楼",
        "0",
    ),
    (1, 10, 20, "12:30", "fight", "Fight in the break 课间打架", "Sports ground 操场", "2"),
)
"""Years ago, month, day, time, kind, what, place, hurt."""

BREACHES = (
    (
        0,
        3,
        3,
        "appliances",
        "Kettle in a dormitory 宿舍使用热得快",
        "Dormitory 宿舍楼",
        "A talk, the kettle kept 谈话并代管",
    ),
    (
        0,
        6,
        9,
        "locked-exit",
        "East exit locked in a lesson 上课期间东出口上锁",
        "Teaching block 教学楼",
        "A notice 通报批评",
    ),
    (
        1,
        5,
        14,
        "private-trips",
        "Outing without approval 未报批组织外出",
        "Class 5(2) 五（2）班",
        "Called to account 责任追究",
    ),
    (1, 9, 17, "vehicles", "Lorry among pupils 货车进入学生活动区", "Canteen 食堂", "A talk 约谈供货商"),
    (1, 12, 8, "appliances", "Heater in an office 办公室使用电暖器", "Office 办公室", "Taken away 收存"),
)
"""Years ago, month, day, prohibition, what, by whom, what followed."""

COUNTERS = (
    (0, 6, 28, "moved-out", "over 150", "Leavers 毕业生"),
    (0, 9, 18, "moved-out", "30", "Pupils who moved 转学学生"),
    (0, 9, 8, "moved-in", "14", "New pupils 新生"),
    (0, 9, 15, "moved-in", "12", "New staff 新教职工"),
    (0, 4, 14, "identity-card", "52", "Grade 6 六年级"),
    (0, 10, 16, "identity-card", "28", "Staff 教职工"),
    (1, 6, 29, "moved-out", "about 150", "Leavers 毕业生"),
    (1, 9, 9, "moved-in", "19", "New pupils 新生"),
    (1, 4, 15, "identity-card", "64", "Grade 6 六年级"),
)
"""Years ago, month, day, service, how many, for whom."""

BICYCLES = (
    ("B-001", "5(1) 五（1）", "", 0),
    ("B-002", "5(1) 五（1）", "", 0),
    ("B-003", "5(2) 五（2）", "brakes", 0),
    ("B-004", "5(2) 五（2）", "", 0),
    ("B-005", "5(3) 五（3）", "", 0),
    ("B-006", "6(1) 六（1）", "bell", 0),
    ("B-007", "6(1) 六（1）", "", 0),
    ("B-008", "6(2) 六（2）", "", 1),
    ("B-009", "6(2) 六（2）", "plate", 1),
    ("B-010", "6(3) 六（3）", "", 1),
    ("B-011", "6(3) 六（3）", "", 1),
    ("B-012", "6(4) 六（4）", "", 1),
)
"""Number, class, what failed, and whether it is new this year."""
FAILED_LAST_YEAR = {"B-001": "plate", "B-004": "brakes"}

DUTY = (
    (4, "07:55", "handover", "Night to day: all quiet 夜班交白班：无异常", "qin-shan", "li-qiang"),
    (
        4,
        "14:10",
        "visitor",
        "Lorry of the canteen let in by the back gate 食堂货车由后门进入",
        "zhou-min",
        "",
    ),
    (3, "19:55", "handover", "Day to night: gate lamp flickers 白班交夜班：门灯闪烁", "li-qiang", "you-li"),
    (3, "23:40", "patrol", "Window of the laboratory open, closed 实验楼窗户未关，已关", "you-li", ""),
    (2, "07:50", "handover", "Night to day: gate lamp mended 夜班交白班：门灯已修", "you-li", "wang-fang"),
    (
        2,
        "10:30",
        "alarm",
        "Detector in the kitchen: steam, reset 操作间烟感误报（蒸汽），已复位",
        "wang-fang",
        "",
    ),
    (1, "17:20", "note", "Parents parked in two rows at the east gate 东门家长双排停车", "zheng-hao", ""),
    (
        1,
        "19:50",
        "handover",
        "Day to night: two radios charging 白班交夜班：两部对讲机充电",
        "wang-fang",
        "qin-shan",
    ),
)
"""Days ago, time, kind, what, by whom, handed over to."""

INDICATORS = (
    ("organisation", "A leading group 成立安全工作领导小组", "Led by the principal 校长任组长，职责明确",
     "10", "", "", "yes", "Order of the school, no. 1, office 学校1号文件，存办公室"),
    ("thinking", "Study of the squadron 队员政治业务学习", "Every week, with minutes 每周学习，有记录",
     "10", "training.study", "20", "", ""),
    ("system", "Responsibility letters 签订安全责任书", "With every department and class 与各部门、各班签订",
     "10", "letters.signed", "17", "", ""),
    ("system", "Accident plans gone over 应急预案年度审查", "All of them in the year 全部预案年内审查修订",
     "10", "plans.reviewed", "7", "", ""),
    ("publicity", "Safety notices 安全通知", "At least five a year 每年不少于5次",
     "5", "publicity.notices", "5", "", ""),
    ("publicity", "Leaflets 宣传单", "At least a thousand a year 每年不少于1000份",
     "5", "publicity.leaflets", "1000", "", ""),
    ("publicity", "Holiday tips 假期安全提示", "At least forty a year 每年不少于40条",
     "5", "publicity.tips", "40", "", ""),
    ("prevention", "Hazards rectified 隐患整改", "What was found was rectified 查出隐患全部整改",
     "15", "hazards.rectified", "3", "", ""),
    ("fire", "Extinguishers refilled 灭火器充装", "Refilled when they are due 到期灭火器及时充装",
     "10", "servicing.refilled", "30", "", ""),
    ("fire", "No fire 无火灾事故", "Not one fire in the year 全年无火灾事故",
     "10", "", "", "yes", "Register of incidents 事件登记簿"),
    ("services", "Identity cards 身份证办理", "At the school, for pupils and staff 为师生集中办理",
     "10", "counters.identity_cards", "60", "", ""),
)  # fmt: skip
"""Part, indicator, standard, points, figure, least, met, proof."""
