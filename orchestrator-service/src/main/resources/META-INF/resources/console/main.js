// @ts-check
import { App } from './app.js';

const root = document.createElement('div');
root.id = 'app';
document.body.append(root);
new App(root).start();
