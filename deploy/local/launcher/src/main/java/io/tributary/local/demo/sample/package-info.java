/** The sample databases that the demo moves, as data. */
package io.tributary.local.demo.sample;
