/** What a rehearsal has measured, and the pause that it lets expect. */
@NullMarked
package io.tributary.orchestrator.rehearsal;

import org.jspecify.annotations.NullMarked;
