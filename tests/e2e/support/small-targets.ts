import type { Page } from '@playwright/test';

/** Controls in view that are lower or narrower than 32 px, by their look; a link inside a sentence is as high as its line. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const least = 31.5;
    const wanted =
      'button, a[href], input, select, textarea, summary, [role=button], [role=tab], [role=radio], [role=checkbox], [role=switch], [role=option]';
    const isShown = (part: Element) => part.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
    // A tick and its words are one target, and a control that only a screen reader meets is none.
    const targetOf = (part: Element) => part.closest('label') ?? part;
    const isCut = (part: Element) => {
      for (let at: Element | null = part; at; at = at.parentElement)
        if (getComputedStyle(at).clipPath === 'inset(50%)' || at.clientWidth === 1) return true;
      return false;
    };
    const isInSentence = (part: Element) => part.tagName === 'A' && getComputedStyle(part).display === 'inline';
    return [...document.querySelectorAll(wanted)].flatMap((part) => {
      const { width, height } = targetOf(part).getBoundingClientRect();
      const isHidden = !isShown(part) || part.closest('[aria-hidden=true]') || isCut(part) || isInSentence(part);
      if (isHidden || (width >= least && height >= least)) return [];
      const words = part.getAttribute('aria-label') ?? part.textContent ?? '';
      return [`${part.tagName} ${part.className} "${words.slice(0, 40)}" ${Math.round(width)} x ${Math.round(height)}`];
    });
  });
}
