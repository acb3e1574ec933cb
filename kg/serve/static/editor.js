"use strict";
// The query page: YASQE in place of the plain text field, answers without leaving the page, and a way to stop.
// Without this script the form works as it is.
(() => {
  const form = document.getElementById("editor");
  const area = document.getElementById("query");
  const [run, stop, told, result] = ["run", "stop", "told", "result"].map((id) => document.getElementById(id));
  const example = document.getElementById("example");
  const words = JSON.parse(form.dataset.words);

  // --- the editor; the mode is YASQE's, but knows the prefixes that need no declaration ---
  Yasqe.defineMode("known", (config) => {
    const mode = Yasqe.getMode(config, "sparql11");
    const startState = (...given) => {
      const state = mode.startState(...given);
      Object.assign(state.prefixes, words.prefixes);
      return state;
    };
    return { ...mode, startState };
  });
  // Its own completers would ask other hosts. (A shorter list in the settings below would only cover its beginning.)
  Yasqe.defaults.autocompleters = ["variables"];
  const place = document.createElement("div");
  place.id = "yasqe";
  area.after(place);
  const editor = new Yasqe(place, {
    value: area.value,
    mode: "known",
    editorHeight: "auto",
    persistenceId: null,
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    screenReaderLabel: form.dataset.label,
    lineWrapping: true,
    viewportMargin: Infinity,
    extraKeys: {
      "Ctrl-Enter": () => form.requestSubmit(),
      "Cmd-Enter": () => form.requestSubmit(),
      "Ctrl-Space": "autocomplete",
      // Tab leaves the editor once Esc was pressed, so that the keyboard is not caught in it.
      Tab: (code) => (free ? focusNext() : code.execCommand("insertSoftTab")),
      "Shift-Tab": (code) => (free ? focusNext() : code.execCommand("indentLess")),
      Esc: () => { free = true; },
    },
  });
  let free = false;
  editor.on("blur", () => { free = false; });
  editor.on("change", () => { free = false; });
  const focusNext = () => run.focus();
  area.hidden = true;
  area.required = false;
  form.querySelector("label[for=query]").addEventListener("click", () => editor.focus());

  // --- completion: prefixes, and the terms of the ontology with their labels ---
  const labels = new Map(words.terms.map(([name, , label]) => [name, label]));
  const names = [...labels.keys(), ...Object.keys(words.prefixes).map((prefix) => `${prefix}:`)];
  Yasqe.registerAutocompleter({
    name: "terms",
    bulk: false,
    autoShow: true,
    persistenceId: null,
    isValidCompletionPosition: (yasqe) => /^[a-z]+:?\w*$/i.test(yasqe.getCompleteToken().string),
    preProcessToken: (yasqe, token) => ({ ...token, autocompletionString: token.string }),
    get: (yasqe, token) => {
      const wanted = (token ? token.string : "").toLowerCase();
      return names.filter((name) => name.toLowerCase().startsWith(wanted) && name.toLowerCase() !== wanted);
    },
    postProcessSuggestion: (yasqe, token, text) => text,
    postprocessHints: (yasqe, hints) => {
      for (const hint of hints) hint.displayText = `${hint.text} ${labels.get(hint.text) || ""}`.trim();
      return hints;
    },
  });
  editor.enableCompleter("terms");

  // --- a slip that the server found ---
  let marked = null;
  const unmark = () => {
    if (marked !== null) editor.removeLineClass(marked, "background", "slip");
    marked = null;
  };
  const mark = () => {
    unmark();
    const alert = result.querySelector("[data-line]");
    if (!alert) return;
    const [line, column] = [alert.dataset.line - 1, alert.dataset.column - 1];
    marked = editor.addLineClass(line, "background", "slip");
    editor.setCursor({ line, ch: [...(editor.getLine(line) || "")].slice(0, column).join("").length });
    editor.focus();
  };
  editor.on("change", unmark);

  // --- running ---
  let running = null;
  const LONGEST_LINK = 6000;
  const ask = async (signal) => {
    const values = new URLSearchParams(new FormData(form));
    const link = `${form.action}?${values}`;
    const headers = { Accept: "text/html" };
    if (link.length > LONGEST_LINK) return fetch(form.action, { method: "POST", body: values, headers, signal });
    history.replaceState(null, "", link);
    return fetch(link, { headers, signal });
  };
  const show = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const found = page.getElementById("result");
    result.replaceChildren(...(found ? found.childNodes : []));
    mark();
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (running) running.abort();
    const mine = (running = new AbortController());
    const begin = performance.now();
    const seconds = () => ((performance.now() - begin) / 1000).toFixed(1);
    const tick = setInterval(() => { told.textContent = form.dataset.running.replace("{s}", seconds()); }, 200);
    area.value = editor.getValue();
    stop.hidden = false;
    result.setAttribute("aria-busy", "true");
    try {
      const answer = await ask(mine.signal);
      show(await answer.text());
      told.textContent = `${seconds()} s`;
    } catch (error) {
      told.textContent = error.name === "AbortError" ? "" : form.dataset.failed;
    } finally {
      clearInterval(tick);
      if (running === mine) {
        running = null;
        stop.hidden = true;
        result.removeAttribute("aria-busy");
      }
    }
  });
  // --- the same answer in another shape ---
  result.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-view]");
    if (!link) return;
    event.preventDefault();
    document.getElementById("view").value = link.dataset.view;
    form.requestSubmit();
  });
  stop.addEventListener("click", () => running && running.abort());

  // --- examples: into the editor, without asking for another page ---
  if (example) {
    example.form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const values = new URLSearchParams(new FormData(example.form));
      const answer = await fetch(`${form.action}?${values}`, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      editor.setValue(page.getElementById("query").value);
      editor.focus();
    });
  }
  mark();
})();
