/** What a migration is in and what it may do next: a pure function from state and event to both. */
@NullMarked
package io.tributary.orchestrator.state;

import org.jspecify.annotations.NullMarked;
