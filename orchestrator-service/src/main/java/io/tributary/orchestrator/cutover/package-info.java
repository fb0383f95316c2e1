/** One cutover as a value: its steps with their times, and how far its switch actions are. */
@NullMarked
package io.tributary.orchestrator.cutover;

import org.jspecify.annotations.NullMarked;
