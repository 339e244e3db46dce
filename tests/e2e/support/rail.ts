import type { Locator, Page } from '@playwright/test';

/** The rail's link to a screen; other links of the page may bear its name too. */
export function railLink(page: Page, screen: string): Locator {
  return page.getByRole('navigation', { name: 'Pipeline' }).getByRole('link', { name: new RegExp(`^${screen}`, 's') });
}
