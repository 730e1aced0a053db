// Sends chosen files at once and in pieces, two at a time, with a bar for each; a broken line goes on where it broke,
// also after the page was opened anew (the server knows how far a file came; nothing is stored here). The form then only
// names the files. Without this file the form sends them itself.
const AT_ONCE = 2;
const LONGEST_WAIT = 30000;
const pause = (time) => new Promise((done) => setTimeout(done, time));

const sender = (input) => {
  const form = input.form;
  const words = input.dataset;
  const list = input.parentElement.querySelector("[data-sent-list]") || document.createElement("ul");
  const waiting = [];
  let running = 0;
  let submitter = null;

  list.className = "sending";
  list.dataset.sentList = "";
  list.setAttribute("aria-live", "polite");
  input.after(list);

  const ask = async (address, body, type) => {
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    if (type) headers["Content-Type"] = type;
    const answer = await fetch(address, { method: "POST", body, headers, redirect: "error" });
    const told = await answer.json();
    if (answer.ok) return told;
    throw Object.assign(new Error(told.says), { isFinal: answer.status < 500, says: told.says });
  };

  // Again and again while the network is away or the server cannot keep files just now (503 with a sentence); what it
  // refuses otherwise is final.
  const insist = async (row, act) => {
    for (let wait = 1000; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      if (row.gone) return null;
      try {
        return await act();
      } catch (fault) {
        if (fault.isFinal) throw fault;
        row.say(fault.says || words.wordsBroken);
        await Promise.race([pause(wait), new Promise((done) => window.addEventListener("online", done, { once: true }))]);
      }
    }
  };

  const send = async (file, row) => {
    const about = new URLSearchParams({ name: file.name, size: file.size, modified: file.lastModified });
    let told = await insist(row, () => ask(words.sending, about));
    while (told && told.got < file.size && !row.gone) {
      row.show(told.got / file.size);
      const start = told.got;
      const piece = file.slice(start, start + told.piece);
      told = await insist(row, () =>
        ask(`${words.sending}${told.ref}/?from=${start}`, piece, "application/octet-stream"));
    }
    if (told && !row.gone) row.finish(told.ref);
  };

  const rowOf = (file) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    const says = document.createElement("small");
    const drop = document.createElement("button");
    name.textContent = file.name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    drop.type = "button";
    drop.className = "link";
    drop.textContent = words.wordsDrop;
    item.append(name, bar, says, drop);
    list.append(item);
    const row = {
      gone: false,
      say: (text) => { says.textContent = text; },
      show: (share) => {
        bar.value = share;
        says.textContent = `${Math.floor(share * 100)}%`;
      },
      finish: (ref) => {
        const named = document.createElement("input");
        named.type = "hidden";
        named.name = `${input.name}-sent`;
        named.value = ref;
        item.append(named);
        bar.remove();
        says.textContent = words.wordsDone;
        form.dispatchEvent(new Event("input", { bubbles: true }));
      },
      fail: (text) => {
        bar.remove();
        says.textContent = text;
        item.classList.add("wrong");
      },
    };
    drop.addEventListener("click", () => {
      row.gone = true;
      item.remove();
      input.focus();
    });
    return row;
  };

  const next = async () => {
    if (running >= AT_ONCE || !waiting.length) return;
    running += 1;
    const [file, row] = waiting.shift();
    try {
      if (!row.gone) await send(file, row);
    } catch (fault) {
      row.fail(fault.message);
      submitter = null;
    }
    running -= 1;
    if (!running && !waiting.length && submitter) form.requestSubmit(submitter.button);
    next();
  };

  for (const drop of list.querySelectorAll("button")) drop.addEventListener("click", () => drop.closest("li").remove());

  input.addEventListener("change", () => {
    for (const file of input.files) waiting.push([file, rowOf(file)]);
    input.value = "";
    for (let started = 0; started < AT_ONCE; started += 1) next();
  });

  form.addEventListener("submit", (event) => {
    if (!running && !waiting.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    submitter = { button: event.submitter };
    for (const small of list.querySelectorAll("progress + small")) small.textContent ||= words.wordsWaits;
  }, true);
};

for (const input of document.querySelectorAll("input[type=file][data-sending]")) sender(input);
