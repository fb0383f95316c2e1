/** Shows what a migration file makes of its sources, before anything is touched. */
@NullMarked
package io.tributary.local.plan;

import org.jspecify.annotations.NullMarked;
