/** What is kept of each change of sides: the report, made of what was observed, and its page. */
@NullMarked
package io.tributary.orchestrator.evidence;

import org.jspecify.annotations.NullMarked;
