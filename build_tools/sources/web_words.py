"""The words that only a web page prints around a text: its path and tools, fields, buttons, its foot."""

from __future__ import annotations

import re

from build_tools.language.script import HAN

_PLACE = r"(?:您|你)?(?:的|现在|目前|当前)?(?:所在)?(?:的)?位置(?:是)?"
_PARTS = r"[>＞»→/／|｜]"
# Names of what only a web page prints above a text. Blanks count: they part the fields of a line.
PORTAL = re.compile(
    # 当前位置: 首页>> 公文公报>> 国务院令 · 首页 / 政务公开 / 通知公告 / 正文; not 当前位置：城关镇早市
    rf"^\s*{_PLACE}\s*[:：]?\s*(?:首页|[^。]*[>＞»])|^\s*(?:网站)?[首主]页\s*{_PARTS}"
    # 今天是：2016年3月21日 星期一　　网站首页 | 机构设置 · 今天是2024年6月3日　星期一　　设为首页
    r"|^\s*今天是\s*(?:[:：]|\d{4}年\d{1,2}月\d{1,2}日\s*星期)"
    # 作者:某法规网 时间:2024-01-02 03:04:05 · 浏览:123 · 阅读：77次; an author alone is printed
    r"|(?:^|\s)作者\s*[:：].*\s(?:来源|时间|日期|更新时间)\s*[:：]"
    r"|(?:^|\s)(?:浏览|阅读|点击|访问)(?:次数|人数|量|率|数)?\s*[:：]\s*(?:\d+次?)?(?=[\s字【\[]|$)"
    # 【字体：大 中 小】 · 字号：[ 大 中 小 ]
    r"|(?:字体|字号|字体大小)\s*[:：]?\s*[\[［【(（]?\s*大\s*中\s*小"
    # 下载地址: 点击此处下载 · 点击下载：云岭省中小学防溺水工作规定.doc
    r"|^\s*(?:下载地址|点击下载|附件下载|正文下载)\s*[:：]"
    # 中央政府门户网站 www.example.cn   2013年05月07日 10时12分 · 青江市人民政府网　更新时间：2022年09月08日
    rf"|^\s*[{HAN}]{{2,20}}(?:门户网站|政府网站?|信息网|法[规律]网|新闻网)\s+"
    r"(?:www\.|https?:|(?:更新|发布)时间|(?:信息)?来源|\d{4}[年-]\d{1,2}[月-]\d{1,2}日?\s+\d{1,2}[:：时])"
    # 【法规全文】　【打印】　【收藏】; not 【统计资料】　【大事记】, two columns of a gazette side by side
    r"|^(?=.*(?:打印|收藏|关闭|返回|分享|下载|保存|评论|纠错|[大中小][】\]]))\s*(?:[【\[][^【】\[\]。]{1,6}[】\]]\s*){2,}$"
)
_TOOL = (
    "(?:无障碍(?:浏览|阅读)?|长者(?:模式|版)|适老版|关怀版|简体(?:中文|版)?|[繁正][體体](?:中文|版)?|English|EN|RSS|智能问答|注册|登录|移动版|手机版|微博|微信|邮箱|数据开放"
    "|[无無]障[碍礙](?:工具|通道)?)"
)
_PART = r"[^\s|｜，。；：《》]{1,12}"
# What may as well be a line of a title: it counts at the very head, where the page's path or fields follow.
SITE = re.compile(
    # 无障碍浏览 | 繁體 | English
    rf"^\s*(?:{_TOOL}\s*[|｜/／·]\s*)+{_TOOL}\s*$"
    # 网站支持IPv6　|　无障碍浏览　|　长者模式　|　登录　注册
    rf"|^(?=(?:.*?{_TOOL}){{2}})(?=.*[|｜])\s*(?:{_PART}(?:\s*[|｜]\s*|\s+))+{_PART}\s*$"
    # 东江市水利局门户网站
    rf"|^\s*[{HAN}]{{2,24}}(?:门户网站|政府网站|官方网站|信息公开(?:平台|专栏))\s*$"
)
# Fields that a record keeps: a line that names one is dropped only between two printings of the title.
FACTS = re.compile(r"(?:发布|公布|成文|生成|印发)(?:日期|时间)|索\s*引\s*号|文\s*号|发文字号")

# Words that only the foot of a web page prints, as a whole line
FOOT = re.compile(
    # 收藏　留言　打印　关闭
    r"^(?:(?:(?:打印|关闭|收藏|分享|返回|纠错|留言|评论)[|｜]?){2,6}|(?:请)?(?:用微信)?扫(?:描|一扫)?.{0,8}二维码.{0,12}|(?:用?手机|微信)?扫一扫，?.{0,14}"
    r"|(?:(?:打印|关闭|收藏|分享|返回|纠错)[|｜]){1,5}(?:打印|关闭|收藏|分享|返回|纠错)[|｜]?"
    r"|(?:(?:网站地图|站点地图|联系我们|关于我们|网站声明|版权声明|隐私声明|法律声明|免责声明|使用说明|设为首页|加入收藏|使用帮助)[|｜]?){2,}"
    r"|(?:[【〔]?(?:关闭(?:窗口|页面|本页)|打印(?:本页|页面|本稿)|返回(?:顶部|列表|首页)|我要纠错)[】〕]?[|｜]?)+"
    r"|(?:[【〔](?:关闭|打印|收藏|返回|保存|分享)(?:窗口|页面|本页)?[】〕][|｜]?)+"
    r"|[【〔]?(?:字体|字号)：?[〔\s]*大\s*中\s*小.{0,3}|分享到?：.{0,24}"
    r"|(?:上|下)一[篇条](?:信息|新闻|文章)?：.{0,120}|没有了"
    # 版权所有：…　网站标识码：… · 云ICP备05001234号-2　云公网安备53010002000088号
    r"|[^。]{0,80}(?:网站标识码：?\d{6}|ICP备(?:案)?号?：?\d{6}|公网安备(?:案)?号?：?\d{6})[^。]{0,80}|版权所有：?[^。]{2,60}"
    r"|(?:Copyright|©)[^。]{0,120}"
    # 主办：石笋县人民政府办公室　承办：石笋县大数据中心
    r"|主办(?:单位)?：[^。]{2,40}(?:承办|协办|技术支持|维护)(?:单位)?：[^。]{2,60})$"
)
# Words that a text may print as well: they count where others of the kind stand beside them
WEAK = re.compile(
    r"^(?:(?:官方)?微信(?:公众号|扫一扫)?|(?:政务|新浪)?微博|QQ(?:空间|好友)?|抖音|二维码|首页|网站地图|联系我们|上一[页篇]|下一[页篇]"
    r"|(?:打印|关闭|分享|收藏|返回|保存)|分享到.{0,6})$"
)
# 本站由市政府办公室主办，云ICP备05001234号。: a sentence behind the last day, which stays with a doubt
FOOT_WORD = re.compile(r"ICP备|公网安备|网站标识码|版权所有|扫一扫|本(?:网)?站")
# A line that is only the address that a page was taken from; 网址：… of a cover is none.
ADDRESS = re.compile(r"^https?://\S+$")

# 相关链接 · 相关文件：
RELATED = re.compile(
    r"^(?:相关(?:链接|文件|文档|附件|阅读|解读|政策|信息|新闻|报道|稿件)|(?:延伸|推荐)阅读)：?$"
)
