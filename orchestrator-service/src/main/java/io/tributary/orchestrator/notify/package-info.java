/** Tells web addresses of the migration file what happens to a migration. */
@NullMarked
package io.tributary.orchestrator.notify;

import org.jspecify.annotations.NullMarked;
