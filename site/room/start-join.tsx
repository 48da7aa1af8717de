import { render } from 'preact';
import { JoinForm } from './components/JoinForm.tsx';

const root = document.querySelector('#join');
if (root !== null) render(<JoinForm />, root);
