/* What a reader sees of a page: for every text that is marked by a comment <!--oN--> before it,
   the reason why it is not seen, or "" where it is. Runs in the page, by the driver. */
() => {
  const FAINTEST = 0.05, SMALLEST_FONT = 3, FAR_RIGHT = 3 * innerWidth, ALIKE = 6, TINY = 3;
  const INK = /[^\s\u200b-\u200f\u2060\ufeff\u00ad]/;  // texts without any are not seen anywhere
  const UNDRAWN = "svg :is(defs, symbol, clipPath, mask, pattern, marker, linearGradient, radialGradient, title, style)";
  const MARK = /^o(\d+)$/;
  const out = {};
  const memo = new Map();

  for (const animation of document.getAnimations()) {
    try { animation.finish(); } catch { animation.cancel(); }
  }

  const styleOf = (element) => {
    let known = memo.get(element);
    if (!known) memo.set(element, known = { style: getComputedStyle(element) });
    return known.style;
  };
  const parentOf = (node) => node.parentElement ||
    (node.getRootNode() instanceof ShadowRoot ? node.getRootNode().host : null);

  const numbers = (text) => (text.match(/-?[\d.]+(?:e-?\d+)?/g) || []).map(Number);
  const colour = (text) => {
    const parts = numbers(text);
    if (text.startsWith("color(srgb")) return [parts[0] * 255, parts[1] * 255, parts[2] * 255, parts[3] ?? 1];
    if (!text.startsWith("rgb")) return null;
    return [parts[0], parts[1], parts[2], parts[3] ?? 1];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);

  /* The page's own colour, which is dark where the page asks for that. */
  const probe = document.documentElement.appendChild(document.createElement("div"));
  probe.style.cssText = "background-color: Canvas !important; display: block !important";
  const CANVAS = colour(getComputedStyle(probe).backgroundColor) || [255, 255, 255, 1];
  probe.remove();

  const isInline = (style) => style.display === "inline" || style.display === "contents";
  const establishes = (style, fixed) => style.transform !== "none" || style.filter !== "none" ||
    style.perspective !== "none" || /paint|layout|strict|content/.test(style.contain) ||
    /transform|filter|perspective/.test(style.willChange) || style.translate !== "none" ||
    style.scale !== "none" || style.rotate !== "none" ||
    style.containerType !== "normal" && style.containerType !== undefined && false ||
    (!fixed && style.position !== "static");

  /* The background under an element's text; null where an image takes part. */
  const backgroundUnder = (element) => {
    const layers = [];
    let solid = CANVAS;
    for (let e = element; e; e = parentOf(e)) {
      const style = styleOf(e);
      if (style.display === "contents") continue;
      if (style.backgroundImage !== "none") return null;
      const own = colour(style.backgroundColor);
      if (!own) return null;
      if (own[3] >= 1) { solid = own; break; }
      if (own[3] > 0) layers.push(own);
    }
    return layers.reverse().reduce((under, top) => over(top, under), solid);
  };

  const byColour = (element) => {
    const style = styleOf(element);
    if (style.textShadow !== "none" || style.webkitBackgroundClip === "text" ||
        parseFloat(style.webkitTextStrokeWidth) > 0) return "";
    const own = colour(style.webkitTextFillColor);
    if (!own) return "";
    if (own[3] <= FAINTEST) return "same-colour";
    const under = backgroundUnder(element);
    if (!under) return "";
    const shown = over(own, under);
    return [0, 1, 2].every((i) => Math.abs(shown[i] - under[i]) <= ALIKE) ? "same-colour" : "";
  };

  const clipIsEmpty = (style) => {
    if (!/absolute|fixed/.test(style.position) || !style.clip.startsWith("rect")) return false;
    const parts = style.clip.slice(5, -1).split(/[\s,]+/);
    const [top, right, bottom, left] = parts.map((p) => p === "auto" ? null : parseFloat(p));
    return (bottom !== null && bottom - (top || 0) <= 1) || (right !== null && right - (left || 0) <= 1);
  };
  const shapeIsEmpty = (element, style) => {
    const found = /^(inset|circle|ellipse|polygon|rect|xywh)\((.*)\)/.exec(style.clipPath);
    if (!found) return false;
    const box = element.getBoundingClientRect();
    const px = (text, whole) => text.endsWith("%") ? parseFloat(text) / 100 * whole :
      text.startsWith("calc") ? NaN : parseFloat(text);
    const inside = found[2].split(" round ")[0];
    if (found[1] === "inset") {
      const p = inside.split(/\s+/), t = p[0], r = p[1] ?? t, b = p[2] ?? t, l = p[3] ?? r;
      return px(t, box.height) + px(b, box.height) >= box.height - 0.5 ||
             px(l, box.width) + px(r, box.width) >= box.width - 0.5;
    }
    if (found[1] === "circle" || found[1] === "ellipse") {
      return inside.split(" at ")[0].split(/\s+/).some((part) => parseFloat(part) === 0);
    }
    if (found[1] === "polygon") {
      const points = inside.replace(/^(evenodd|nonzero),\s*/, "").split(",").map((pair) => {
        const [x, y] = pair.trim().split(/\s+/); return [px(x, box.width), px(y, box.height)];
      });
      let area = 0;
      points.forEach(([x, y], i) => {
        const [u, v] = points[(i + 1) % points.length]; area += x * v - u * y;
      });
      return Math.abs(area) / 2 <= 1;
    }
    return false;
  };

  const cuts = (value) => value !== "visible";
  /* Does the ancestor, as a box that cuts off, leave at most a pixel of the text? */
  const isCutOff = (ancestor, style, rects) => {
    if (isInline(style) || ancestor === document.body || ancestor === document.documentElement) return false;
    const across = cuts(style.overflowX), down = cuts(style.overflowY);
    if (!across && !down) return false;
    if ((across && ancestor.clientWidth <= TINY) || (down && ancestor.clientHeight <= TINY)) return true;
    const indented = parseFloat(style.textIndent) !== 0;
    const flat = parseFloat(style.height) <= TINY || parseFloat(style.width) <= TINY;
    if (!indented && !flat) return false;
    const box = ancestor.getBoundingClientRect();
    return rects.every((r) => Math.min(r.right, box.right) - Math.max(r.left, box.left) <= TINY ||
                              Math.min(r.bottom, box.bottom) - Math.max(r.top, box.top) <= TINY);
  };

  /* Is something of its own what moves the box far to the right? A wide table is scrolled to. */
  const isPushed = (element) => {
    for (let e = element; e; e = parentOf(e)) {
      const s = styleOf(e), moved = new DOMMatrixReadOnly(s.transform).m41;
      const far = [s.left, s.right, s.marginLeft, s.textIndent, s.translate].map((v) => parseFloat(v) || 0);
      if (far.concat(moved).some((v) => Math.abs(v) >= FAR_RIGHT)) return true;
    }
    return false;
  };

  const offScreen = (element, rects, fixed) => {
    const pushed = isPushed(element);
    let all = 0, out = 0;
    for (const r of rects) {
      const area = r.width * r.height;
      all += area;
      const left = fixed ? r.left : r.left + scrollX, top = fixed ? r.top : r.top + scrollY;
      const right = left + r.width, bottom = top + r.height;
      const limitRight = fixed ? innerWidth : pushed ? FAR_RIGHT : Infinity, limitBottom = fixed ? innerHeight : Infinity;
      const inside = Math.max(0, Math.min(right, limitRight) - Math.max(left, 0)) *
                     Math.max(0, Math.min(bottom, limitBottom) - Math.max(top, 0));
      out += area - inside;
    }
    return all > 0 && out > all / 2;
  };

  const covered = (element, lifted, rects) => {
    const r = rects[0];
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const now = element.getBoundingClientRect();
    const first = lifted.first = [...rangeRects(lifted.node)][0] || r;
    const stack = document.elementsFromPoint(first.left + first.width / 2, first.top + first.height / 2);
    scrollTo(0, 0);
    for (const e of stack) {
      if (e === element || element.contains(e)) return false;
      const style = styleOf(e), own = colour(style.backgroundColor);
      if (e !== document.documentElement && own && own[3] > 0.9 && !e.contains(lifted.holder)) return true;
      if (e.contains(lifted.holder) && own && own[3] > 0.9 && paintsAfter(e, lifted.holder)) return true;
    }
    return false;
  };
  /* A background that is on the canvas lies under everything; one of a stacking context too. */
  const paintsAfter = (e, holder) => {
    if (e === document.documentElement) return false;
    if (e === document.body && colour(styleOf(document.documentElement).backgroundColor)[3] === 0 &&
        styleOf(document.documentElement).backgroundImage === "none") return false;
    const s = styleOf(e);
    const context = (s.position !== "static" && s.zIndex !== "auto") || /fixed|sticky/.test(s.position) ||
      s.opacity !== "1" || s.transform !== "none" || s.filter !== "none" || s.isolation === "isolate" ||
      s.mixBlendMode !== "normal" || /paint|layout|strict|content/.test(s.contain);
    if (context) return false;
    for (let a = parentOf(holder); a && a !== e; a = parentOf(a)) {
      const t = styleOf(a);
      if ((t.position !== "static" && t.zIndex !== "auto") || /fixed|sticky/.test(t.position) ||
          t.opacity !== "1" || t.transform !== "none" || t.filter !== "none" || t.isolation === "isolate") return false;
    }
    return true;
  };

  const range = document.createRange();
  const rangeRects = (node) => {
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((r) => r.width > 0 && r.height > 0);
  };

  const inClosedDetails = (node) => {
    for (let child = node, e = parentOf(node); e; child = e, e = parentOf(e)) {
      if (e.localName !== "details" || e.open) continue;
      const summary = [...e.children].find((c) => c.localName === "summary");
      if (child !== summary) return true;
    }
    return false;
  };

  const reason = (node) => {
    const element = parentOf(node);
    if (!element) return "display-none";
    if (!element.isConnected) return "hidden-element";
    const own = styleOf(element);
    for (let e = element; e; e = parentOf(e)) {
      if (styleOf(e).display === "none") return "display-none";
    }
    if (inClosedDetails(node)) return "collapsed-details";
    if (own.visibility !== "visible") return "visibility";
    // Their text is shown by a copy of it in the browser's own tree.
    const inner = element.localName === "textarea" || element.localName === "option";
    let rects = inner ? [element.getBoundingClientRect()].filter((r) => r.width && r.height) :
      rangeRects(node);
    let product = 1, skipping = null, fixed = false, lifted = null;
    for (let e = element; e; e = parentOf(e)) {
      const style = styleOf(e);
      product *= parseFloat(style.opacity);
      const filtered = /opacity\(([\d.]+)(%?)\)/.exec(style.filter);
      if (filtered) product *= parseFloat(filtered[1]) / (filtered[2] ? 100 : 1);
      if (product <= FAINTEST) return "opacity";
      if (style.contentVisibility === "hidden" && !isInline(style)) return "content-visibility";
      if (shapeIsEmpty(e, style)) return "clip";
    }
    if (parseFloat(own.fontSize) < SMALLEST_FONT) return "font-size";
    if (!rects.length || element.closest(UNDRAWN)) return "no-box";
    for (let e = element; e; e = parentOf(e)) {
      const style = styleOf(e);
      if (skipping && !establishes(style, skipping === "fixed")) continue;
      skipping = null;
      if (clipIsEmpty(style)) return "clip";
      if (isCutOff(e, style, rects)) return "tiny-box";
      if (style.position === "absolute" || style.position === "fixed") skipping = style.position;
      if (style.position === "fixed") fixed = true;
      if (parseInt(style.zIndex) < 0 && style.position !== "static" && !lifted) lifted = { holder: e, node };
    }
    if (offScreen(element, rects, fixed)) return "off-screen";
    const same = byColour(element);
    if (same) return same;
    if (lifted && covered(element, lifted, rects)) return "behind-body";
    return "";
  };

  const visit = (root, inert) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === 1) {
        if (node.localName === "template" && node.content) visit(node.content, "hidden-element");
        continue;
      }
      const holder = node.parentElement;
      if (holder && (holder.localName === "noscript")) {
        // Scripts are on, so it has no box, whatever its display says.
        for (const found of node.data.matchAll(/<!--o(\d+)-->/g)) out[found[1]] = "noscript";
        continue;
      }
      const before = node.previousSibling;
      const found = before && before.nodeType === 8 && MARK.exec(before.data);
      if (!found) {
        if (/\S/.test(node.data) && holder && !/^(script|style|title)$/.test(holder.localName)) {
          (out.stray ||= []).push([node.data.slice(0, 200), inert || reason(node)]);
        }
        continue;
      }
      if (INK.test(node.data)) out[found[1]] = inert || reason(node);
    }
  };
  visit(document, "");
  return out;
}
