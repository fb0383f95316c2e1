/** Which rows of a source a repair is about, and how far it is. */
@NullMarked
package io.tributary.orchestrator.repair;

import org.jspecify.annotations.NullMarked;
