"""What people read for the codes of appraisals and commendations."""

LABELS: dict[str, dict[str, str]] = {
    "appraisal-metric": {
        "on-time": "按时办结率",
        "response": "响应率",
        "resolved": "解决率",
        "satisfied": "满意率",
        "kept": "交办按期率",
        "entries": "记录篇数",
        "late": "超时补记",
        "weeks": "有记录的周数",
        "weekly": "每周按时记录",
        "caught-up": "事后补记的周数",
        "feedback": "反馈次数",
        "explained": "说服解释次数",
        "objective": "因客观原因未解决",
        "reviews": "被审阅次数",
        "concerns": "审阅指出问题",
    },
    "appraisal-basis": {
        "on-time": "已到期的办结时限中按时办结（或按时定日再看）的",
        "response": "已到期的反馈时限（处理意见、办理结果）中按时反馈的",
        "resolved": "办结事项中已解决、未重办、回访未见不实的；转出、撤回、不予支持的不计",
        "satisfied": "群众对结果表态的事项中满意或基本满意的，以他人回访所得为准",
        "kept": "已到期的措施、协办、督办、签收和接手中按期完成的，不论民情由谁负责；撤销的不计",
        "weekly": "应记录而已过去的周中当周记录的；准假的周不计，事后补记的不算；不参与排名",
    },
    "appraisal-basis-2025.1": {
        "resolved": "办结事项中已解决且未重办的；转出、撤回、不予支持的不计",
    },
    "sheet-state": {
        "frozen": "已定稿",
        "disputed": "有异议，待答复",
        "upheld": "异议成立，待重新制作",
        "dismissed": "异议不成立，维持",
    },
    "commendation-state": {
        "proposed": "已提名",
        "refused": "不予表彰",
        "granted": "已批准",
        "published": "已公布",
        "revoked": "已撤销",
    },
}
