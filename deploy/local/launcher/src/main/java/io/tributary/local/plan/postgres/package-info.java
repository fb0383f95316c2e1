/** What becomes of a PostgreSQL source: read from its catalog, with no change. */
@NullMarked
package io.tributary.local.plan.postgres;

import org.jspecify.annotations.NullMarked;
