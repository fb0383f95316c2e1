/** The sample databases that the demo moves, as data. */
@NullMarked
package io.tributary.local.demo.sample;

import org.jspecify.annotations.NullMarked;
