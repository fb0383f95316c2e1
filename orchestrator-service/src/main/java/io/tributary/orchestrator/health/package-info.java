/** Judges from what was observed how well a migration is. */
@NullMarked
package io.tributary.orchestrator.health;

import org.jspecify.annotations.NullMarked;
