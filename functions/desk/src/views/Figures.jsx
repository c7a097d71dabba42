import { Title } from '../parts.jsx';
import { t } from '../words.js';
export function Figures() { return <Title>{t('menu.figures')}</Title>; }
