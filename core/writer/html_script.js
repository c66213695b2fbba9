'use strict';
/* Shows which cells take part in a finding when it, one of its numbers or one
   of its cells is pointed at or focused. Without this the page still says
   everything; it only points to nothing. */
(() => {
  const sides = ['near', 'left', 'right'];
  const places = '.finding, td[data-findings]';
  let lit = [];
  let shown = null;

  const light = (element, ...names) => {
    if (!element) return;
    element.classList.add(...names);
    lit.push([element, names]);
  };

  const clear = () => {
    for (const [element, names] of lit) element.classList.remove(...names);
    lit = [];
  };

  const section = (element) => element.closest('.report').id;

  /* A cell on both sides is shown on the one where it stands first. */
  const lightCells = (finding) => {
    const report = section(finding);
    const seen = new Set();
    for (const side of ['left', 'right', 'near'])
      for (const cell of (finding.dataset[side] || '').split(' ')) {
        if (cell === '' || seen.has(cell)) continue;
        seen.add(cell);
        light(document.getElementById(`${report}c${cell}`), side);
      }
  };

  const lightFindings = (cell) => {
    for (const number of cell.dataset.findings.split(' ')) {
      const finding = document.getElementById(`${section(cell)}f${number}`);
      if (!finding) continue;
      light(finding, 'lit');
      lightCells(finding);
    }
  };

  /* Below its cell, above it where there is no room; always in the window. */
  const place = (cell) => {
    const tip = cell.querySelector('.tip');
    if (!tip) return;
    const box = cell.getBoundingClientRect();
    const { clientWidth: width, clientHeight: height } =
      document.documentElement;
    tip.classList.add('placed');
    tip.style.left = '0';
    const { offsetWidth: wide, offsetHeight: high } = tip;
    const left = Math.min(box.left, width - wide - 8);
    const below = box.bottom + high < height || box.top < high;
    tip.style.left = `${Math.max(8, left)}px`;
    tip.style.top = `${below ? box.bottom - 2 : box.top - high + 2}px`;
  };

  const show = (target) => {
    const at = target instanceof Element ? target.closest(places) : null;
    const term = target instanceof Element ? target.closest('a.term') : null;
    const key = term || at;
    if (key === shown) return;
    shown = key;
    clear();
    document.documentElement.classList.remove('hush');
    if (!at) return;
    if (at.matches('td')) {
      lightFindings(at);
      place(at);
    } else {
      lightCells(at);
    }
    if (term) light(document.querySelector(term.getAttribute('href')), 'pointed');
  };

  document.addEventListener('pointerover', (event) => {
    const focused = document.activeElement;
    show(event.target.closest(places) ? event.target : focused);
  });
  document.addEventListener('focusin', (event) => show(event.target));
  document.addEventListener('focusout', () => show(null));
  document.addEventListener('scroll', () => {
    if (shown && shown.matches('td')) place(shown);
  }, { capture: true, passive: true });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    clear();
    document.documentElement.classList.add('hush');
  });

  /* What can be scrolled sideways can be reached by the keyboard. */
  const reach = () => {
    for (const box of document.querySelectorAll('.sheet, .scroll')) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    }
  };
  addEventListener('resize', reach);
  reach();
})();
