/** How browsers get the console, whose files are below {@code META-INF/resources/console}. */
@NullMarked
package io.tributary.orchestrator.console;

import org.jspecify.annotations.NullMarked;
