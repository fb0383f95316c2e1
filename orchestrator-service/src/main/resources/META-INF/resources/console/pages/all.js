// @ts-check
import { AsidePage } from './aside.js';
import { CutoverPage } from './cutover.js';
import { HistoryPage } from './history.js';
import { MigrationsPage } from './migrations.js';
import { OverviewPage } from './overview.js';
import { PreflightPage } from './preflight.js';
import { ReportsPage } from './reports.js';
import { TablesPage } from './tables.js';

/**
 * The page that a route names.
 *
 * @param {import('../app.js').App} app
 * @param {import('../route.js').Route} route
 * @returns {import('../app.js').Page}
 */
export function pageOf(app, route) {
  if (route.migration === null) {
    return new MigrationsPage(app);
  }
  switch (route.page) {
    case 'cutover':
      return new CutoverPage(app);
    case 'tables':
      return new TablesPage(app, route.migration);
    case 'aside':
      return new AsidePage(app, route.migration);
    case 'preflight':
      return new PreflightPage(app);
    case 'history':
      return new HistoryPage(app, route.migration);
    case 'reports':
      return new ReportsPage(app, route.migration);
    default:
      return new OverviewPage(app);
  }
}
