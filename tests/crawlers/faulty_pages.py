"""Pages of faults, made after what the products and sites send: the marks are theirs, the rest is shortened."""

from typing import Final, NamedTuple

LAW: Final = (
    "第一条 为了规范路灯管理，保障公民、法人和其他组织的合法权益，根据有关法律、行政法规的规定，制定本办法。"
    "第二条 本办法适用于本市行政区域内路灯的设置、维护和监督管理。第三条 市人民政府城市管理部门负责本办法的组织实施，"
    "其他部门在各自职责范围内做好相关工作。第四条 本办法自2020年1月1日起施行。"
)


def page_of(body: str, title: str = "某市人民政府", head: str = "") -> str:
    """A whole page with a title."""
    return f"<!DOCTYPE html>\n<html><head><title>{title}</title>{head}</head>\n<body>{body}</body></html>\n"


def menu(links: int) -> str:
    """A page that is all menu, as a site that was redesigned serves for its old addresses."""
    items = "".join(f'<li><a href="/c{n}/">栏目第{n}号信息公开目录</a></li>' for n in range(links))
    return page_of(f"<ul>{items}</ul><div>版权所有 某市人民政府 京ICP备00000000号，未经许可，不得转载。</div>")


def script(code: str, shown: str = "") -> str:
    """A page of hardly more than a script."""
    return page_of(f"{shown}<script>{code}</script>", title="")


CHALLENGES: Final = {
    "Cloudflare": page_of(
        "<h2>Checking if the site connection is secure</h2><script>window._cf_chl_opt={cvId:'3'};</script>",
        "Just a moment...",
    ),
    "Cloudflare block": page_of(
        "<h1>Sorry, you have been blocked</h1><p>This website is using a security service to protect itself.</p>"
        "<div class='cf-error-details'>Ray ID: 1</div>",
        "Attention Required! | Cloudflare",
    ),
    "AWS WAF": script(
        "window.awsWafCookieDomainList=[];window.gokuProps={key:'x'};AwsWafIntegration.checkForceRefresh()"
    ),
    "Akamai": page_of("<h1>Access Denied</h1>Reference #18.1 https://errors.edgesuite.net/18.1", "Access Denied"),
    "Imperva": page_of("<iframe src='/_Incapsula_Resource?CWUDNSAI=9&incident_id=1'>Request unsuccessful.</iframe>"),
    "F5": page_of("The requested URL was rejected. Please consult with your administrator. Your support ID is: 1"),
    "Alibaba Cloud WAF": script("var arg1='3A1C';setCookie('acw_sc__v2',x);document.location.reload()"),
    "Tencent EdgeOne": script("document.cookie='__tst_status='+a;document.cookie='EO_Bot_Ssid='+b;location.href=u"),
    "Knownsec jsl": "<script>document.cookie=('_')+('_')+('jsl_clearance_s');location.href=location.pathname</script>",
    "Knownsec": page_of("<h1>当前访问疑似黑客攻击，已被创宇盾拦截</h1><p>访问时间</p>", "创宇盾"),
    "Ruishu": "<!DOCTYPE html><html><head><meta content=\"{qq\" r='m'><script r='m'>$_ts=window['$_ts'];"
    "if(!$_ts)$_ts={};$_ts.nsd=1;$_ts.cd='x';</script></head><body></body></html>",
    "Yunsuo": script("self.location='/?security_verify_data='+screen.width;document.cookie='srcurl=1'"),
    "Safedog": page_of("<div>您的请求带有不合法参数，已被网站管理员设置拦截！ 网站防火墙 安全狗</div>", "网站防火墙"),
    "360": page_of("<p>WZWS-RAY: 1</p><img src='//wzws.example/1.png'>", "安全提醒"),
    "SafeLine": page_of("<p>您的访问已被拦截</p><script src='/.safeline/static/challenge.js'></script>"),
    "Huawei": page_of("<p>您的请求疑似攻击行为！</p><p>事件ID：1</p><script>/* CloudWAF */</script>"),
    "unnamed: words": page_of(
        "<p>您的访问行为异常，请完成安全验证后继续访问。</p><img src=captcha.png><input name=code>"
    ),
    "unnamed: slider": page_of("<div id=box>请按住滑块，拖动滑块到最右边</div>"),
    "unnamed: cookie and reload": script("var k=3*7;document.cookie='k='+k+';path=/';window.location.reload()", "…"),
    "unnamed: hidden code": script("var _0x1a2b=['\\x63\\x6f'];(function(_0x3c4d){eval(atob('eA=='))})(_0x1a2b)"),
    "unnamed: scripts wanted": page_of("<noscript>请开启JavaScript并刷新该页</noscript><div id=c></div>", ""),
    "unnamed: refresh": page_of("", "", "<meta http-equiv='refresh' content='0;url=/?c=1'>"),
}


class Error(NamedTuple):
    """A page and what is said of it."""

    page: str
    expected: str


ERRORS: Final = {
    "404 in Chinese": Error(page_of("<div>抱歉，您访问的页面不存在或已被删除！</div><a href='/'>返回首页</a>"), "404"),
    "404 in the title": Error(page_of("<p>请检查地址。</p>", "404 Not Found"), "404"),
    "404 within a site": Error(menu(40).replace("<ul>", "<h2>您要查找的文章不存在</h2><ul>"), "404"),
    "404 of Taiwan": Error(page_of("<p>查無此資料</p>", "全國法規資料庫"), "404"),
    "404 in English": Error(page_of("<h1>Page not found</h1><p>The page you requested cannot be found.</p>"), "404"),
    "deleted": Error(page_of("<p>该信息已被删除</p>"), "404"),
    "busy": Error(page_of("<p>系统繁忙，请稍后再试</p>", "提示信息"), "busy"),
    "busy in English": Error(page_of("<h1>Service Unavailable</h1><p>Please try again later.</p>"), "busy"),
    "gateway": Error(page_of("<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>", "502"), "busy"),
    "maintenance": Error(page_of("<h2>网站正在升级维护中，给您带来不便敬请谅解。</h2>"), "busy"),
    "too often": Error(page_of("<p>您的访问过于频繁，请稍后访问</p>"), "busy"),
    "stack trace": Error(
        page_of("<h1>HTTP Status 500</h1><pre>java.lang.NullPointerException stack trace</pre>"), "busy"
    ),
    "login": Error(page_of("<form>用户名<input name=u>密码<input type=password name=p></form>", "用户登录"), "login"),
    "login in English": Error(page_of("<form><input name=u><input type='password'></form>", "Sign in"), "login"),
    "session over": Error(page_of("<p>会话已超时，请重新登录</p>"), "login"),
}

SHELLS: Final = {
    "vue": page_of("<div id='app'></div><script src='/static/js/app.1a2b.js'></script>"),
    "react": page_of(
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>"
        "<script src='/main.js'></script>",
        "国家法律法规数据库",
    ).replace("<noscript>You need to enable JavaScript to run this app.</noscript>", ""),
    "custom element": page_of("<app-root></app-root><script src='runtime.js' type=module></script>", "Laws"),
    "state in a script": page_of('<div id=__next></div><script>window.__STATE__={"a":1}</script>'),
}
