// The only two ways in which this page makes elements: what comes from documents is always a text node.
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined).map((child) => (child instanceof Node ? child : String(child))));
  return element;
}
function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
const $ = (id) => document.getElementById(id);
const name = (text) => el("bdi", { class: "name" }, text);

// Shapes as points on a circle of radius 1: used by icons, by the two shapes that vis-network lacks, and by SVG.
const SHAPES = {
  square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  triangle: [[0, -1], [0.95, 0.7], [-0.95, 0.7]],
  triangleDown: [[0, 1], [0.95, -0.7], [-0.95, -0.7]],
  hexagon: [0, 1, 2, 3, 4, 5].map((k) => [Math.cos(k * Math.PI / 3), Math.sin(k * Math.PI / 3)]),
  pentagon: [0, 1, 2, 3, 4].map((k) => [Math.sin(k * 2 * Math.PI / 5), -Math.cos(k * 2 * Math.PI / 5)]),
  star: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => [(k % 2 ? 0.45 : 1.1) * Math.sin(k * Math.PI / 5), -(k % 2 ? 0.45 : 1.1) * Math.cos(k * Math.PI / 5)]),
  cross: [[-0.35, -1], [0.35, -1], [0.35, -0.35], [1, -0.35], [1, 0.35], [0.35, 0.35], [0.35, 1], [-0.35, 1], [-0.35, 0.35], [-1, 0.35], [-1, -0.35], [-0.35, -0.35]],
};
function shape(kind, x, y, r) {
  if (kind === "dot") return svg("circle", { cx: x, cy: y, r });
  const points = SHAPES[kind].map(([dx, dy]) => (x + dx * r).toFixed(1) + "," + (y + dy * r).toFixed(1)).join(" ");
  return svg("polygon", { points });
}
function icon(type) {
  const drawing = shape(type.shape, 8, 8, 6.5);
  drawing.setAttribute("fill", typeof S !== "undefined" && S.colour ? css("quiet") : colour(type));
  return svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, drawing);
}
const dark = () => document.documentElement.dataset.theme === "dark";
const colour = (type) => (dark() ? type.dark : type.light);
const css = (variable) => getComputedStyle(document.documentElement).getPropertyValue("--" + variable).trim();
