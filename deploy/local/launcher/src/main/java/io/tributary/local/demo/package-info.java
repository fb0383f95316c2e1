/** The demo: two sample databases with live writers, moved and cut over before your eyes. */
package io.tributary.local.demo;
