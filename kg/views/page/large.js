// The picture of many nodes, drawn by WebGL (sigma.js). It answers to the same calls as vis-network does elsewhere.
let sigma = null, trail = null;
const SHAPE_CODES = ["dot", "square", "diamond", "triangle", "triangleDown", "hexagon", "pentagon", "star", "cross"];
const network = {
  // Where things are now, not where they were drawn last.
  now: () => ({ cameraState: sigma.getCamera().getState(), viewportDimensions: sigma.getDimensions() }),
  canvasToDOM(at) { return sigma ? sigma.graphToViewport({ x: at.x, y: -at.y }, this.now()) : { x: 0, y: 0 }; },
  getScale() { const [a, b] = [0, 1000].map((x) => this.canvasToDOM({ x, y: 0 }).x); return (b - a) / 1000 || 1; },
  getViewPosition() { if (!sigma) return { x: 0, y: 0 }; const { width, height } = sigma.getDimensions(), { x, y } = sigma.viewportToGraph({ x: width / 2, y: height / 2 }, this.now()); return { x, y: -y }; },
  getPositions: (ids) => Object.fromEntries(ids.map((id) => [id, drawn.get(nodeAt.get(id))])),
  moveTo({ position, scale, animation }) {
    if (!sigma) return;
    const camera = sigma.getCamera(), to = { ...camera.getState(), ratio: scale ? camera.ratio * this.getScale() / scale : camera.ratio };
    if (position) Object.assign(to, sigma.viewportToFramedGraph(this.canvasToDOM(position), this.now()));
    if (camera.nextFrame) { cancelAnimationFrame(camera.nextFrame); camera.nextFrame = null; } // what is on its way stops here
    if (animation) camera.animate(to, { duration: animation.duration }); else camera.setState(to);
  },
  radius: (i) => sigma.scaleSize(drawn.get(i).size + (bright && bright.has(i) ? 2 : 0)),
  shape: (i) => sigma.getGraph().getNodeAttribute(String(i), "shape"),
  setSize() { if (sigma) sigma.resize(); },
  redraw() { if (sigma) sigma.scheduleRefresh(); },
  selectNodes(ids) { trail = new Set(ids.map((id) => nodeAt.get(id))); redraw(); },
  once(_, run) { if (sigma) sigma.once("afterRender", run); else run(); },
};

// Nodes as points whose outline the type decides: a distance to the outline, negative inside, drawn smooth.
const SHADERS = [`
attribute vec4 a_id, a_color; attribute vec2 a_position; attribute float a_size, a_shape;
uniform float u_sizeRatio, u_pixelRatio; uniform mat3 u_matrix;
varying vec4 v_color; varying float v_soft, v_shape;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1.0)).xy, 0.0, 1.0);
  gl_PointSize = a_size * u_pixelRatio * 2.0 / u_sizeRatio;
  v_soft = min(u_sizeRatio / a_size, 0.8); v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`, `
precision mediump float;
varying vec4 v_color; varying float v_soft, v_shape;
const float PI = 3.14159265;
float sided(vec2 p, float n) { float part = 2.0 * PI / n, a = atan(p.x, p.y); return cos(floor(0.5 + a / part) * part - a) * length(p) - cos(PI / n); }
float outline(vec2 p) {
  vec2 q = abs(p);
  if (v_shape < 0.5) return length(p) - 1.0;
  if (v_shape < 1.5) return max(q.x, q.y) - 0.85;
  if (v_shape < 2.5) return (q.x + q.y - 1.0) * 0.7;
  if (v_shape < 3.5) return sided(p, 3.0);
  if (v_shape < 4.5) return sided(-p, 3.0);
  if (v_shape < 5.5) return sided(p.yx, 6.0);
  if (v_shape < 6.5) return sided(p, 5.0);
  if (v_shape < 7.5) { float part = 2.0 * PI / 5.0, a = abs(mod(atan(p.x, -p.y) + part / 2.0, part) - part / 2.0) / (part / 2.0); return length(p) - mix(1.0, 0.45, a); }
  return min(max(q.x - 0.36, q.y - 1.0), max(q.x - 1.0, q.y - 0.36));
}
void main() {
  float far = outline(gl_PointCoord * 2.0 - 1.0);
  #ifdef PICKING_MODE
  gl_FragColor = far > 0.0 ? vec4(0.0) : v_color;
  #else
  gl_FragColor = mix(v_color, vec4(0.0), smoothstep(-v_soft, 0.0, far));
  #endif
}`];
function shapeProgram() {
  const { FLOAT, UNSIGNED_BYTE, POINTS } = WebGLRenderingContext;
  return class extends Sigma.rendering.NodeProgram {
    getDefinition() {
      return { VERTICES: 1, METHOD: POINTS, VERTEX_SHADER_SOURCE: SHADERS[0], FRAGMENT_SHADER_SOURCE: SHADERS[1], UNIFORMS: ["u_sizeRatio", "u_pixelRatio", "u_matrix"],
        ATTRIBUTES: [{ name: "a_position", size: 2, type: FLOAT }, { name: "a_size", size: 1, type: FLOAT }, { name: "a_shape", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true }, { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true }] };
    }
    processVisibleItem(index, at, data) { this.array.set([data.x, data.y, data.size, data.shape, Sigma.utils.floatColor(data.color), index], at); }
    setUniforms({ sizeRatio, pixelRatio, matrix }, { gl, uniformLocations }) {
      gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio); gl.uniform1f(uniformLocations.u_pixelRatio, pixelRatio); gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    }
  };
}
let ink = {};
const lit = (i) => !bright || bright.has(i);
function nodeLook(i, data) {
  const on = bright && bright.has(i), off = !lit(i);
  return { ...data, hidden: !V.nodes.has(i), size: off ? data.size * 0.5 : on ? data.size + 2 : data.size, color: off ? ink.context : nodeColour(i), zIndex: on ? 1 : 0 };
}
function edgeLook(k, data) {
  const pair = pairs[k], statements = V.edges.get(k), on = statements && (touches(k) || (trail && trail.has(pair.a) && trail.has(pair.b)));
  return { ...data, hidden: !statements || Boolean(bright && !on && V.edges.size > 15000), color: on ? ink.accent : bright ? ink["tile-line"] : statements && statements.every((each) => each.m !== "asserted") ? ink.context : ink.line,
    size: (on ? 1.4 : 0.5) + 0.4 * Math.log2(statements ? statements.length : 1), zIndex: on ? 1 : 0 };
}
function redraw() {
  if (S.sel) trail = null;
  bright = trail || near() || (S.sel && S.sel.kind === "e" ? new Set([pairs[S.sel.i].a, pairs[S.sel.i].b]) : null);
  for (const each of ["context", "accent", "line", "tile-line"]) ink[each] = css(each);
  if (!sigma) return;
  const graph = sigma.getGraph();
  if (placed_ !== laid) { placed_ = laid; D.nodes.forEach((_, i) => graph.mergeNodeAttributes(String(i), { x: drawn.get(i).x, y: -drawn.get(i).y })); }
  sigma.scheduleRefresh();
}
let placed_ = "", moving = false;
function startPicture() {
  try { startSigma($("canvas")); } catch (error) { sigma = null; $("canvas").replaceChildren(el("p", { class: "nothing" }, t("large.nowebgl"))); }
}
function startSigma(box) {
  const graph = new graphology.Graph({ type: "undirected" });
  D.nodes.forEach((node, i) => { const { x, y, size } = drawn.get(i); graph.addNode(String(i), { x, y: -y, size, shape: SHAPE_CODES.indexOf(drawn.get(i).shape), type: "shape" }); });
  pairs.forEach((pair, k) => graph.addEdgeWithKey(String(k), String(pair.a), String(pair.b)));
  const many = pairs.length > 15000;
  sigma = new Sigma(graph, box, {
    nodeProgramClasses: { shape: shapeProgram() }, renderLabels: false, minCameraRatio: 0.002, maxCameraRatio: 3, zIndex: true,
    hideEdgesOnMove: many, enableEdgeEvents: !many, doubleClickZoomingRatio: 1, allowInvalidContainer: true, defaultDrawNodeHover: () => null,
    nodeReducer: (key, data) => nodeLook(Number(key), data), edgeReducer: (key, data) => edgeLook(Number(key), data),
  });
  sigma.setCustomBBox({ x: [-1000, 1000], y: [-1000, 1000] });
  sigma.refresh();
  sigma.on("clickNode", ({ node }) => select({ kind: "n", i: Number(node) }));
  sigma.on("clickEdge", ({ edge }) => select({ kind: "e", i: Number(edge) }));
  sigma.on("clickStage", () => { trail = null; select(null); });
  for (const [name, over] of [["enterNode", true], ["leaveNode", false]]) sigma.on(name, ({ node }) => { $("canvas").classList.toggle("over", over); hovered = over ? { kind: "n", i: Number(node) } : null; sigma.scheduleRender(); });
  // Names are ours: a few while the picture moves, as many as find room when it rests.
  let resting = 0;
  sigma.on("afterRender", () => drawLabels(sigma.getCanvases().labels.getContext("2d"), moving ? 40 : 400));
  sigma.getCamera().on("updated", () => { keepCamera(); moving = true; clearTimeout(resting); resting = setTimeout(() => { moving = false; sigma.scheduleRender(); }, 160); });
}
